package io.vtepd.daemon.app;

import io.vtepd.daemon.server.ChangeHistory;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.vtep.HardwareVtepSchema;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.VlanPair;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTables;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs who binds a port to a logical switch, and who takes it away. A controller may do so a
 * thousand times a second, so a minute has a number of lines; how many more there were is told with
 * the next one.
 *
 * <p>Told by the owner of the database.
 */
final class BindingLog implements ChangeHistory.Follower {

  /** Lines a minute. */
  static final int LINES = 100;

  private static final Logger LOG = LoggerFactory.getLogger(BindingLog.class);
  private static final long MINUTE_MS = 60_000;

  private final LongSupplier nowMs;
  private Optional<DatabaseSchema> schema = Optional.empty();
  private Optional<VtepTables> tables = Optional.empty();
  private long minuteBeganMs;
  private int lineCount;
  private long heldBackCount;

  /**
   * @param nowMs a monotonic time
   */
  BindingLog(LongSupplier nowMs) {
    this.nowMs = nowMs;
    this.minuteBeganMs = nowMs.getAsLong();
  }

  static long monotonicMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void onCommit(String database, Optional<String> peer, Commit commit) {
    if (!database.equals(HardwareVtepSchema.DATABASE)) {
      return;
    }
    VtepTables known = tables(commit.snapshot().schema());
    VtepSnapshot contents = new VtepSnapshot(commit.snapshot(), known);
    for (RowChange port : commit.changes().of(known.physicalPort().schema())) {
      tell(contents, port, peer.orElse("this-process"));
    }
  }

  /** A conversion brings another schema, which has all of these tables, too. */
  private VtepTables tables(DatabaseSchema now) {
    if (schema.filter(known -> known == now).isEmpty()) {
      schema = Optional.of(now);
      tables = Optional.of(VtepTables.of(now));
    }
    return tables.orElseThrow();
  }

  private void tell(VtepSnapshot contents, RowChange change, String peer) {
    List<VlanPair> before = bindings(contents, change.before());
    List<VlanPair> after = bindings(contents, change.after());
    if (before.equals(after)) {
      return;
    }
    Row row = change.after().or(change::before).orElseThrow();
    String port = contents.tables().physicalPort().view(row).name();
    tell("binding-removed", contents, port, before, Set.copyOf(after), peer);
    tell("binding-added", contents, port, after, Set.copyOf(before), peer);
  }

  private static List<VlanPair> bindings(VtepSnapshot contents, Optional<Row> port) {
    return port.map(contents.tables().physicalPort()::view)
        .map(PhysicalPort::vlanBindings)
        .orElse(List.of());
  }

  private void tell(
      String event,
      VtepSnapshot contents,
      String port,
      List<VlanPair> bindings,
      Set<VlanPair> others,
      String peer) {
    for (VlanPair binding : bindings) {
      if (!others.contains(binding) && mayTell()) {
        LOG.info(
            "event={} port={} vlan={} logical-switch={} held-back={} peer={}",
            event,
            LogValue.of(port),
            binding.number(),
            LogValue.of(name(contents, binding.row())),
            heldBackCount,
            peer);
        heldBackCount = 0;
      }
    }
  }

  private boolean mayTell() {
    long at = nowMs.getAsLong();
    if (at - minuteBeganMs >= MINUTE_MS) {
      minuteBeganMs = at;
      lineCount = 0;
    }
    if (lineCount == LINES) {
      heldBackCount++;
      return false;
    }
    lineCount++;
    return true;
  }

  /** Of one that went in the same commit no name is known any more. */
  private static String name(VtepSnapshot contents, Uuid network) {
    return contents
        .get(contents.tables().logicalSwitch(), network)
        .map(LogicalSwitch::name)
        .orElse(network.toString());
  }
}
