package io.vtepd.daemon.controller;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.HardwareVtepSchema;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.RowValues;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepTables;
import io.vtepd.vtep.VtepTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A VTEP's database on a server of its own in this process, and what its switch would write. */
final class Site implements AutoCloseable {

  private static final int PATIENCE_S = 10;

  private final OvsdbServer server = new OvsdbServer(ServerOptions.defaults());
  private final VtepTables tables;
  private final String schemaName;
  private final Random random;
  private volatile Snapshot contents;

  final String name;
  final Ipv4Address end;

  /** A connection to it, which can be cut. */
  final class Flow implements CommitSource {
    private final List<Listener> listeners = new ArrayList<>();
    private boolean cut;

    @Override
    public synchronized Subscription subscribe(Listener listener) {
      listeners.add(listener);
      return server.source(schemaName).subscribe(new Gate(listener));
    }

    private final class Gate implements Listener {
      private final Listener to;

      Gate(Listener to) {
        this.to = to;
      }

      @Override
      public void onCommit(Commit commit) {
        synchronized (Flow.this) {
          if (!cut) {
            to.onCommit(commit);
          }
        }
      }

      @Override
      public void onLost(String reason) {
        to.onLost(reason);
      }
    }

    synchronized void cut() {
      cut = true;
      listeners.forEach(listener -> listener.onLost("cut"));
    }
  }

  Site(String name, String end, int ports) throws Exception {
    this.name = name;
    this.random = new Random(name.hashCode());
    this.end = Ipv4Address.of(end);
    var schema = HardwareVtepSchema.load();
    this.schemaName = schema.name();
    this.tables = VtepTables.of(schema);
    server.start();
    Database database = new Database(Snapshot.empty(schema));
    server
        .addDatabase(new HostedDatabase(database, new MemoryLog()))
        .orTimeout(PATIENCE_S, TimeUnit.SECONDS)
        .join();
    server
        .source(schemaName)
        .subscribe(
            new CommitSource.Listener() {
              @Override
              public void onCommit(Commit commit) {
                contents = commit.snapshot();
              }

              @Override
              public void onLost(String reason) {}
            });
    write(it -> {
      List<Uuid> rows = new ArrayList<>();
      for (int port = 1; port <= ports; port++) {
        var values = new RowValues().set(tables.physicalPort().name(), name + "-eth" + port);
        rows.add(it.insert(tables.physicalPort(), values));
      }
      Uuid row =
          it.insert(
              tables.physicalSwitch(),
              new RowValues()
                  .set(tables.physicalSwitch().name(), name)
                  .set(tables.physicalSwitch().tunnelIps(), List.of(IpField.of(this.end)))
                  .set(tables.physicalSwitch().ports(), rows));
      it.insert(tables.global(), new RowValues().set(tables.global().switches(), List.of(row)));
    });
  }

  VtepTables tables() {
    return tables;
  }

  /** A new connection for a controller. */
  Flow connection() {
    return new Flow();
  }

  CommitSink sink() {
    return server.sink(schemaName);
  }

  VtepSnapshot contents() {
    return new VtepSnapshot(contents, tables);
  }

  void write(Consumer<VtepTransaction> content) throws Exception {
    VtepTransaction transaction = new VtepTransaction(random);
    content.accept(transaction);
    var result =
        sink()
            .transact(transaction.operations())
            .toCompletableFuture()
            .get(PATIENCE_S, TimeUnit.SECONDS);
    if (result.error().isPresent()) {
      throw new IllegalStateException(result.error().get().toString());
    }
  }

  /** The switch learns a station, if the network is there. */
  boolean learn(String network, MacAddress mac) throws Exception {
    List<Uuid> rows = logicalSwitches(network);
    if (rows.isEmpty() || locals(network).contains(mac.toString())) {
      return false;
    }
    var local = tables.ucastMacsLocal();
    write(it -> {
      Uuid locator = locator(it);
      it.insert(
          local,
          new RowValues()
              .set(local.columns().mac(), MacField.of(mac))
              .set(local.columns().logicalSwitch(), rows.getFirst())
              .set(local.columns().locator(), locator));
    });
    return true;
  }

  private Uuid locator(VtepTransaction transaction) {
    List<Uuid> found = new ArrayList<>();
    contents()
        .forEach(
            tables.physicalLocator(),
            row -> {
              if (row.dstIp().ipv4().filter(end::equals).isPresent()) {
                found.add(row.row().uuid());
              }
            });
    if (!found.isEmpty()) {
      return found.getFirst();
    }
    return transaction.insert(
        tables.physicalLocator(),
        new RowValues()
            .set(tables.physicalLocator().encapsulationType(), "vxlan_over_ipv4")
            .set(tables.physicalLocator().dstIp(), IpField.of(end)));
  }

  /** The switch makes a tunnel, as it does for each locator that is in use. */
  void dig(String to) throws Exception {
    List<Uuid> remote = new ArrayList<>();
    contents()
        .forEach(
            tables.physicalLocator(),
            row -> {
              if (row.dstIp().text().equals(to)) {
                remote.add(row.row().uuid());
              }
            });
    List<Uuid> owner = new ArrayList<>();
    contents().forEach(tables.physicalSwitch(), row -> owner.add(row.row().uuid()));
    var table = tables.tunnel();
    write(it -> {
      Uuid tunnel =
          it.insert(
              table,
              new RowValues()
                  .set(table.local(), locator(it))
                  .set(table.remote(), remote.getFirst()));
      it.addTo(
          tables.physicalSwitch(),
          owner.getFirst(),
          tables.physicalSwitch().tunnels(),
          List.of(tunnel));
    });
  }

  /** What is asked of tunnels, a line each: the other end and the parameters. */
  List<String> tunnels() {
    List<String> lines = new ArrayList<>();
    contents()
        .forEach(
            tables.tunnel(),
            row -> lines.add(ipOf(row.remote()) + " " + new TreeMap<>(row.bfdParams())));
    return lines;
  }

  /** The switch forgets a station. */
  void forget(String network, MacAddress mac) throws Exception {
    List<Uuid> rows = new ArrayList<>();
    contents()
        .forEach(
            tables.ucastMacsLocal(),
            row -> {
              if (logicalSwitches(network).contains(row.logicalSwitch())
                  && row.mac().text().equals(mac.toString())) {
                rows.add(row.row().uuid());
              }
            });
    write(it -> rows.forEach(row -> it.delete(tables.ucastMacsLocal(), row)));
  }

  List<Uuid> logicalSwitches(String network) {
    List<Uuid> rows = new ArrayList<>();
    contents()
        .forEach(
            tables.logicalSwitch(),
            row -> {
              if (row.name().equals(network)) {
                rows.add(row.row().uuid());
              }
            });
    return rows;
  }

  private String nameOf(Uuid logicalSwitch) {
    return contents()
        .get(tables.logicalSwitch(), logicalSwitch)
        .map(LogicalSwitch::name)
        .orElse("?");
  }

  private String ipOf(Uuid locator) {
    return contents()
        .get(tables.physicalLocator(), locator)
        .map(row -> row.dstIp().text())
        .orElse("?");
  }

  List<String> locals(String network) {
    List<String> macs = new ArrayList<>();
    contents()
        .forEach(
            tables.ucastMacsLocal(),
            row -> {
              if (nameOf(row.logicalSwitch()).equals(network)) {
                macs.add(row.mac().text());
              }
            });
    return macs;
  }

  /** All that a controller may write, a line each, sorted. */
  List<String> told() {
    List<String> lines = new ArrayList<>();
    VtepSnapshot now = contents();
    now.forEach(
        tables.logicalSwitch(),
        row -> lines.add("network " + row.name() + " " + row.tunnelKey().toColumn().orElse(-1)));
    now.forEach(
        tables.physicalPort(),
        row ->
            row.vlanBindings()
                .forEach(pair ->
                    lines.add(
                        "binding " + row.name() + " " + pair.number() + " " + nameOf(pair.row()))));
    now.forEach(
        tables.ucastMacsRemote(),
        row ->
            lines.add(
                "station "
                    + nameOf(row.logicalSwitch())
                    + " "
                    + row.mac().text()
                    + " "
                    + ipOf(row.locator())));
    now.forEach(
        tables.mcastMacsRemote(),
        row ->
            lines.add(
                "flood "
                    + nameOf(row.logicalSwitch())
                    + " "
                    + now.get(tables.physicalLocatorSet(), row.locatorSet())
                        .map(set -> set.locators().stream().map(this::ipOf).sorted().toList())
                        .orElse(List.of())));
    return lines.stream().sorted().toList();
  }

  @Override
  public void close() {
    server.close();
  }
}
