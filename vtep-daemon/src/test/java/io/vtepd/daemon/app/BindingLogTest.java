package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.HardwareVtepSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BindingLogTest {

  private static final Uuid WEB = new Uuid(1, 1);
  private static final Uuid GONE = new Uuid(2, 2);
  private static final Optional<String> PEER = Optional.of("pssl:6640 CN=nsx-1");

  private final Logger logger = (Logger) LoggerFactory.getLogger(BindingLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final DatabaseSchema schema = HardwareVtepSchema.load();
  private final TableSchema ports = schema.requireTable("Physical_Port");
  private final TableSchema networks = schema.requireTable("Logical_Switch");
  private final Snapshot contents =
      Snapshot.empty(schema).with(networks, RowMap.empty().with(named(networks, WEB, "web")));
  private long nowMs = 1_000;
  private final BindingLog log = new BindingLog(() -> nowMs);

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  private Row port(Map<Long, Uuid> bindings) {
    Map<Atom, Atom> pairs = new HashMap<>();
    bindings.forEach((vlan, network) -> pairs.put(new IntegerAtom(vlan), network));
    return named(ports, new Uuid(3, 3), "eth 1")
        .with(ports.requireColumn("vlan_bindings"), Datum.map(pairs));
  }

  private static Row named(TableSchema table, Uuid uuid, String name) {
    return Row.ofDefaults(table, uuid, Uuid.ZERO)
        .with(table.requireColumn("name"), new StringAtom(name));
  }

  private void commit(RowChange change, Optional<String> peer) {
    log.onCommit("hardware_vtep", peer, new Commit(contents, new ChangeSet(List.of(change))));
  }

  private List<String> texts() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void tellsWhichBindingsComeAndGoAndByWhom() {
    Row bound = port(Map.of(10L, WEB, 20L, GONE));
    commit(RowChange.insert(ports, bound), PEER);
    commit(RowChange.modify(ports, bound, bound), PEER);
    commit(RowChange.modify(ports, bound, port(Map.of(10L, WEB, 30L, WEB))), PEER);
    commit(RowChange.delete(ports, port(Map.of(10L, WEB))), Optional.empty());
    String peer = " held-back=0 peer=pssl:6640 CN=nsx-1";
    assertThat(texts())
        .containsExactly(
            "event=binding-added port=\"eth 1\" vlan=10 logical-switch=web" + peer,
            "event=binding-added port=\"eth 1\" vlan=20 logical-switch=" + GONE + peer,
            "event=binding-removed port=\"eth 1\" vlan=20 logical-switch=" + GONE + peer,
            "event=binding-added port=\"eth 1\" vlan=30 logical-switch=web" + peer,
            "event=binding-removed port=\"eth 1\" vlan=10 logical-switch=web"
                + " held-back=0 peer=this-process");
  }

  @Test
  void aMinuteHasANumberOfLines() {
    Map<Long, Uuid> many = new HashMap<>();
    LongStream.range(0, 4_000).forEach(vlan -> many.put(vlan, WEB));
    commit(RowChange.insert(ports, port(many)), PEER);
    assertThat(texts()).hasSize(BindingLog.LINES);
    nowMs += 60_000;
    commit(RowChange.insert(ports, port(Map.of(1L, WEB))), PEER);
    assertThat(texts()).hasSize(BindingLog.LINES + 1);
    assertThat(texts().getLast()).contains(" held-back=3900 ");
  }
}
