package io.vtepd.tests.opendaylight;

import static org.opendaylight.ovsdb.lib.operations.Operations.op;

import com.google.common.util.concurrent.ListenableFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.opendaylight.ovsdb.lib.MonitorCallBack;
import org.opendaylight.ovsdb.lib.OvsdbClient;
import org.opendaylight.ovsdb.lib.message.MonitorRequest;
import org.opendaylight.ovsdb.lib.message.MonitorRequestBuilder;
import org.opendaylight.ovsdb.lib.message.MonitorSelect;
import org.opendaylight.ovsdb.lib.message.TableUpdates;
import org.opendaylight.ovsdb.lib.notation.UUID;
import org.opendaylight.ovsdb.lib.operations.Operation;
import org.opendaylight.ovsdb.lib.operations.OperationResult;
import org.opendaylight.ovsdb.lib.operations.TransactionBuilder;
import org.opendaylight.ovsdb.lib.schema.DatabaseSchema;
import org.opendaylight.ovsdb.lib.schema.GenericTableSchema;
import org.opendaylight.ovsdb.lib.schema.typed.TypedBaseTable;
import org.opendaylight.ovsdb.lib.schema.typed.TypedDatabaseSchema;
import org.opendaylight.ovsdb.schema.hardwarevtep.Global;
import org.opendaylight.ovsdb.schema.hardwarevtep.LogicalSwitch;
import org.opendaylight.ovsdb.schema.hardwarevtep.McastMacsLocal;
import org.opendaylight.ovsdb.schema.hardwarevtep.McastMacsRemote;
import org.opendaylight.ovsdb.schema.hardwarevtep.PhysicalLocator;
import org.opendaylight.ovsdb.schema.hardwarevtep.PhysicalLocatorSet;
import org.opendaylight.ovsdb.schema.hardwarevtep.PhysicalPort;
import org.opendaylight.ovsdb.schema.hardwarevtep.UcastMacsRemote;

/** The life of one network on one VTEP, as OpenDaylight's commands write it. */
final class NetworkStory {

  private static final long UPDATE_LIMIT_S = 30;
  private static final String DATABASE = "hardware_vtep";
  private static final String NETWORK = "odl";

  /**
   * What is bound, and the one MAC that is elsewhere.
   *
   * @param locator the address of the VTEP that has the MAC
   */
  record Place(String port, long vlan, long vni, String mac, String locator) {}

  private final OvsdbClient client;
  private final Place place;
  private final long limitMs;
  private final Consumer<String> listener;
  private final BlockingQueue<TableUpdates> updates = new LinkedBlockingQueue<>();
  private TypedDatabaseSchema schema;

  /**
   * @param limitMs for each answer
   * @param listener is told a line for each step
   */
  NetworkStory(OvsdbClient client, Place place, long limitMs, Consumer<String> listener) {
    this.client = client;
    this.place = place;
    this.limitMs = limitMs;
    this.listener = listener;
  }

  void tell() throws Exception {
    UUID network = make();
    execute("delete what is bound", delete(network));
    execute("unbind and delete", unbind(delete(network)));
    awaitRemoval(LogicalSwitch.class);
    say("end");
  }

  /** Makes the network and leaves it. */
  UUID make() throws Exception {
    say("echo " + limited(client.echo()));
    say("databases " + limited(client.getDatabases()).contains(DATABASE));
    schema = limited(client.getSchema(DATABASE));
    say("tables " + schema.getTables().size());
    say("global rows " + globalRows());
    TableUpdates initial = monitor();
    UUID port = rowNamed(initial);
    say("port known " + (port != null));

    execute("bind", bind());
    UUID network = awaitInsert(LogicalSwitch.class);
    awaitInsert(McastMacsLocal.class);
    say("network known " + (network != null));
    execute("macs", macs(network));
    say("mac known " + (awaitInsert(UcastMacsRemote.class) != null));
    return network;
  }

  private void say(String line) {
    listener.accept(line);
  }

  private <T> T limited(ListenableFuture<T> answer) throws Exception {
    return answer.get(limitMs, TimeUnit.MILLISECONDS);
  }

  /** The row's UUID is what OpenDaylight knows a VTEP by. */
  private int globalRows() throws Exception {
    GenericTableSchema table = schema.getTableSchema(Global.class);
    var select = op.select(table);
    select.setColumns(List.of("_uuid", "_version", "managers", "switches"));
    select.setWhere(List.of());
    TransactionBuilder transaction = client.transactBuilder(schema);
    transaction.add(select).add(op.comment("Global read"));
    return limited(transaction.execute()).getFirst().getRows().size();
  }

  /** All tables but statistics, all columns with _uuid, none with _version. */
  private TableUpdates monitor() {
    List<MonitorRequest> requests = new ArrayList<>();
    for (String name : schema.getTables()) {
      if (!name.equals("Logical_Binding_Stats")) {
        GenericTableSchema table = schema.table(name, GenericTableSchema.class);
        Set<String> columns = new HashSet<>(table.getColumns());
        columns.remove("_version");
        if (name.equals("Manager")) {
          columns.remove("status");
        }
        requests.add(
            new MonitorRequestBuilder<>(table)
                .addColumns(columns)
                .with(new MonitorSelect(true, true, true, true))
                .build());
      }
    }
    return client.monitor(
        schema,
        requests,
        new MonitorCallBack() {
          @Override
          public void update(TableUpdates result, DatabaseSchema dbSchema) {
            updates.add(result);
          }

          @Override
          public void exception(Throwable failure) {
            failure.printStackTrace(System.out);
          }
        });
  }

  private UUID rowNamed(TableUpdates initial) {
    Map<UUID, PhysicalPort> ports = schema.extractRowsUpdated(PhysicalPort.class, initial);
    return ports.entrySet().stream()
        .filter(port -> port.getValue().getName().equals(place.port()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no port " + place.port() + " among " + ports));
  }

  private TransactionBuilder bind() {
    LogicalSwitch network = schema.getTypedRowWrapper(LogicalSwitch.class);
    network.setName(NETWORK);
    network.setDescription("");
    network.setTunnelKey(Set.of(place.vni()));
    network.setReplicationMode(Set.of("source_node"));
    TransactionBuilder transaction = client.transactBuilder(schema);
    transaction.add(op.insert(network).withId("ls_odl"));
    transaction.add(updatePort(Map.of(place.vlan(), new UUID("ls_odl"))));
    return transaction.add(op.comment("bind"));
  }

  /** The whole map of bindings, found by the port's name. */
  private Operation<?> updatePort(Map<Long, UUID> bindings) {
    PhysicalPort port = schema.getTypedRowWrapper(PhysicalPort.class);
    port.setVlanBindings(bindings);
    PhysicalPort key = schema.getTypedRowWrapper(PhysicalPort.class);
    key.setName("");
    return op.update(port).where(key.getNameColumn().getSchema().opEqual(place.port())).build();
  }

  private TransactionBuilder macs(UUID network) {
    PhysicalLocator locator = schema.getTypedRowWrapper(PhysicalLocator.class);
    locator.setEncapsulationType("vxlan_over_ipv4");
    locator.setDstIp(place.locator());
    PhysicalLocatorSet locators = schema.getTypedRowWrapper(PhysicalLocatorSet.class);
    locators.setLocators(Set.of(new UUID("loc")));
    UcastMacsRemote unicast = schema.getTypedRowWrapper(UcastMacsRemote.class);
    unicast.setMac(place.mac());
    unicast.setIpAddress("");
    unicast.setLocator(new UUID("loc"));
    unicast.setLogicalSwitch(network);
    McastMacsRemote flood = schema.getTypedRowWrapper(McastMacsRemote.class);
    flood.setMac("unknown-dst");
    flood.setLocatorSet(new UUID("locs"));
    flood.setLogicalSwitch(network);
    return client
        .transactBuilder(schema)
        .add(op.insert(locator).withId("loc"))
        .add(op.insert(locators).withId("locs"))
        .add(op.insert(unicast))
        .add(op.insert(flood))
        .add(op.comment("macs"));
  }

  private TransactionBuilder delete(UUID network) {
    UcastMacsRemote unicast = schema.getTypedRowWrapper(UcastMacsRemote.class);
    unicast.setLogicalSwitch(network);
    McastMacsRemote flood = schema.getTypedRowWrapper(McastMacsRemote.class);
    flood.setLogicalSwitch(network);
    McastMacsLocal local = schema.getTypedRowWrapper(McastMacsLocal.class);
    local.setLogicalSwitch(network);
    LogicalSwitch row = schema.getTypedRowWrapper(LogicalSwitch.class);
    row.setName(NETWORK);
    return client
        .transactBuilder(schema)
        .add(
            op.delete(unicast.getSchema())
                .where(unicast.getLogicalSwitchColumn().getSchema().opEqual(network))
                .build())
        .add(
            op.delete(flood.getSchema())
                .where(flood.getLogicalSwitchColumn().getSchema().opEqual(network))
                .build())
        .add(
            op.delete(local.getSchema())
                .where(local.getLogicalSwitchColumn().getSchema().opEqual(network))
                .build())
        .add(
            op.delete(row.getSchema())
                .where(row.getNameColumn().getSchema().opEqual(NETWORK))
                .build());
  }

  private TransactionBuilder unbind(TransactionBuilder transaction) {
    return transaction.add(updatePort(Map.of()));
  }

  private void execute(String what, TransactionBuilder transaction) throws Exception {
    int operations = transaction.getOperations().size();
    List<OperationResult> results = limited(transaction.execute());
    Map<String, Integer> errors = new TreeMap<>();
    for (OperationResult result : results) {
      if (result != null && result.getError() != null) {
        errors.merge(result.getError(), 1, Integer::sum);
      }
    }
    say(what + ": " + operations + " operations, " + results.size() + " results, " + errors);
  }

  private <T extends TypedBaseTable<?>> UUID awaitInsert(Class<T> table)
      throws InterruptedException {
    while (true) {
      Map<UUID, T> rows = schema.extractRowsUpdated(table, nextUpdate());
      if (!rows.isEmpty()) {
        return rows.keySet().iterator().next();
      }
    }
  }

  private <T extends TypedBaseTable<?>> void awaitRemoval(Class<T> table)
      throws InterruptedException {
    while (schema.extractRowsRemoved(table, nextUpdate()).isEmpty()) {
      say("another update");
    }
  }

  private TableUpdates nextUpdate() throws InterruptedException {
    TableUpdates update = updates.poll(UPDATE_LIMIT_S, TimeUnit.SECONDS);
    if (update == null) {
      throw new IllegalStateException("no update within " + UPDATE_LIMIT_S + " s");
    }
    return update;
  }
}
