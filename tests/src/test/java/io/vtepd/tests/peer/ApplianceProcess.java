package io.vtepd.tests.peer;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code vtepd run} on an Open vSwitch of its own, whose bridge {@code gw0} has a port p1. */
public final class ApplianceProcess implements AutoCloseable {

  private static final String BRIDGE = "gw0";

  private final Path folder;
  private final String database;
  private final OvsdbProcess switchDatabase;
  private final SwitchProcess vswitchd;
  private final List<String> command;
  private Program vtepd;

  private ApplianceProcess(
      Path folder,
      String database,
      OvsdbProcess switchDatabase,
      SwitchProcess vswitchd,
      List<String> command)
      throws IOException {
    this.folder = folder;
    this.database = database;
    this.switchDatabase = switchDatabase;
    this.vswitchd = vswitchd;
    this.command = List.copyOf(command);
    this.vtepd = Program.start(folder, "vtepd", this.command);
  }

  /** Starts the switch, then vtepd with those options more, and waits until it serves. */
  public static ApplianceProcess start(Path folder, Json openVswitchSchema, String... options)
      throws IOException {
    Path socket = folder.resolve("db.sock");
    List<String> all = new ArrayList<>();
    all.add("--db=" + folder.resolve("vtep.db"));
    all.add("--remote=punix:" + socket);
    all.addAll(List.of(options));
    ApplianceProcess appliance = launch(folder, openVswitchSchema, "unix:" + socket, all);
    try {
      appliance.vtepd.awaitSocket(socket);
    } catch (IOException e) {
      appliance.close();
      throw e;
    }
    return appliance;
  }

  /**
   * Starts the switch, then vtepd with those options more on somebody else's database.
   *
   * @param database connection strings, separated by commas
   */
  public static ApplianceProcess startOn(
      String database, Path folder, Json openVswitchSchema, String... options) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("--db=" + database);
    all.addAll(List.of(options));
    return launch(folder, openVswitchSchema, database, all);
  }

  private static ApplianceProcess launch(
      Path folder, Json openVswitchSchema, String database, List<String> options)
      throws IOException {
    Path ovs = Files.createDirectories(folder.resolve("ovs"));
    OvsdbProcess switchDatabase = OvsdbProcess.create(Maker.ORIGINAL, ovs, openVswitchSchema);
    SwitchProcess vswitchd = SwitchProcess.start(ovs, switchDatabase.socket());
    vswitchd.vsctl("add-br", BRIDGE, "--", "set", "bridge", BRIDGE, "datapath_type=netdev");
    vswitchd.vsctl("add-port", BRIDGE, "p1", "--", "set", "interface", "p1", "type=tap");
    List<String> command = new ArrayList<>();
    command.add(OvsdbProcess.launcher().toString());
    command.add("run");
    command.add("--physical-switch=" + BRIDGE);
    command.add("--tunnel-ip=192.0.2.1");
    command.add("--ovs-rundir=" + ovs);
    command.add("--rundir=" + folder.resolve("run"));
    command.addAll(options);
    return new ApplianceProcess(folder, database, switchDatabase, vswitchd, command);
  }

  /** Ends vtepd, whose files and switch stay. */
  public void stop() throws IOException {
    vtepd.close();
  }

  /** Starts vtepd again after {@link #stop}; does not wait until it serves. */
  public void startAgain() throws IOException {
    vtepd = Program.start(folder, "vtepd", command);
  }

  /** The unix socket that it serves. */
  public Path socket() {
    return folder.resolve("db.sock");
  }

  public JsonRpcPeer connect() throws IOException {
    return JsonRpcPeer.connect(socket());
  }

  /** vtep-ctl on its database. */
  public String vtepctl(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=" + database));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  /** ovs-vsctl on its switch's database. */
  public String vsctl(String... words) throws IOException {
    return vswitchd.vsctl(words);
  }

  /** The flows of its bridge. */
  public String flows() throws IOException {
    return vswitchd.flows(BRIDGE);
  }

  /** A station on port p1 sends a broadcast, untagged. */
  public void broadcastFrom(String mac) throws IOException {
    String frame = "ffffffffffff" + mac.replace(":", "") + "88b5" + "00".repeat(46);
    vswitchd.receive("p1", frame);
  }

  /** The process of vtepd. */
  public long pid() {
    return vtepd.pid();
  }

  /** What vtepd has logged. */
  public String printed() throws IOException {
    return vtepd.printed();
  }

  @Override
  public void close() throws IOException {
    try (switchDatabase;
        vswitchd) {
      vtepd.close();
    }
  }
}
