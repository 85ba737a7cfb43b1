package io.vtepd.bridge.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real Open vSwitch for one test: ovsdb-server and ovs-vswitchd (userspace) with a run directory
 * of their own, started here and ended by {@link #close}. With real ports it lives in a network
 * namespace of its own (two userspace datapaths in one would fight for {@code ovs-netdev}), which
 * needs root.
 */
public final class OvsSandbox implements AutoCloseable {

  private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final int COMMAND_LIMIT_S = 30;

  private final Path runDir;
  private final boolean dummyPorts;
  private final String namespace;
  private final Process database;
  private Process vswitchd;

  private OvsSandbox(boolean dummyPorts) throws IOException {
    this.dummyPorts = dummyPorts;
    this.runDir = Files.createTempDirectory(Path.of("/tmp"), "vtepd-ovs-");
    run("ovsdb-tool", "create", file("conf.db"), SCHEMA.toString());
    this.namespace = runDir.getFileName().toString();
    if (!dummyPorts) {
      run("ip", "netns", "add", namespace);
      ip("link", "set", "lo", "up");
    }
    this.database =
        daemon(
            "ovsdb",
            "ovsdb-server",
            file("conf.db"),
            "--remote=punix:" + file("db.sock"),
            "--unixctl=" + file("ovsdb-server.ctl"),
            "--log-file=" + file("ovsdb-server.log"));
    Awaitility.await().atMost(START_LIMIT).until(() -> Files.exists(runDir.resolve("db.sock")));
    vsctl("--no-wait", "init");
    startVswitchd();
  }

  /** With real ports of the userspace datapath ({@code datapath_type=netdev}). */
  public static OvsSandbox start() throws IOException {
    return new OvsSandbox(false);
  }

  /** With dummy ports: frames are put in with {@code ovs-appctl netdev-dummy/receive}. */
  public static OvsSandbox startWithDummyPorts() throws IOException {
    return new OvsSandbox(true);
  }

  public Path runDir() {
    return runDir;
  }

  public Path databaseSocket() {
    return runDir.resolve("db.sock");
  }

  /** The unix socket on which the bridge takes OpenFlow connections. */
  public Path managementSocket(String bridge) {
    return runDir.resolve(bridge + ".mgmt");
  }

  /** A bridge that forwards nothing by itself. */
  public void addBridge(String bridge) {
    String type = dummyPorts ? "dummy" : "netdev";
    vsctl(
        "add-br",
        bridge,
        "--",
        "set",
        "bridge",
        bridge,
        "datapath_type=" + type,
        "fail_mode=secure");
  }

  /** A dummy port with the given OpenFlow port number. */
  public void addDummyPort(String bridge, String port, int ofport) {
    vsctl(
        "add-port",
        bridge,
        port,
        "--",
        "set",
        "interface",
        port,
        "type=dummy",
        "ofport_request=" + ofport);
  }

  public String vsctl(String... arguments) {
    return run(
        command("ovs-vsctl", List.of("--db=unix:" + file("db.sock"), "--timeout=20"), arguments));
  }

  /** {@code ovs-ofctl} speaking OpenFlow 1.5; name the bridge by {@link #target}. */
  public String ofctl(String... arguments) {
    return run(command("ovs-ofctl", List.of("-OOpenFlow15", "--timeout=20"), arguments));
  }

  /** What {@code ovs-appctl} to ovs-vswitchd prints. */
  public String appctl(String... arguments) {
    try {
      return new ControlSocket(runDir.resolve("ovs-vswitchd.ctl")).ask(arguments);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The network namespace that the switch and its ports live in; only without dummy ports. */
  public String namespace() {
    return namespace;
  }

  /** {@code ip} in the switch's namespace. */
  public String ip(String... arguments) {
    return run(command("ip", List.of("-n", namespace), arguments));
  }

  /** Any program in the switch's namespace, to its end. */
  public String inNamespace(String... command) {
    return run(command("ip", List.of("netns", "exec", namespace), command));
  }

  /** The bridge as an argument for {@link #ofctl}. */
  public String target(String bridge) {
    return "unix:" + managementSocket(bridge);
  }

  public void startVswitchd() throws IOException {
    List<String> command = new ArrayList<>();
    if (!dummyPorts) {
      command.addAll(List.of("ip", "netns", "exec", namespace));
    }
    command.add("ovs-vswitchd");
    command.add("unix:" + file("db.sock"));
    command.add("--disable-system");
    command.add("--unixctl=" + file("ovs-vswitchd.ctl"));
    command.add("--log-file=" + file("ovs-vswitchd.log"));
    if (dummyPorts) {
      // Not "override": that would make tunnel ports dummies, too.
      command.add("--enable-dummy");
      command.add("--disable-system-route");
    }
    vswitchd = daemon("vswitchd", command.toArray(String[]::new));
    Awaitility.await()
        .atMost(START_LIMIT)
        .until(() -> Files.exists(runDir.resolve("ovs-vswitchd.ctl")));
  }

  /** Ends ovs-vswitchd as a crash would: flows are lost, the database stays. */
  public void killVswitchd() throws IOException {
    vswitchd.destroyForcibly();
    await(vswitchd);
    Files.deleteIfExists(runDir.resolve("ovs-vswitchd.ctl"));
  }

  @Override
  public void close() throws IOException {
    for (Process process : List.of(vswitchd, database)) {
      process.destroy();
    }
    await(vswitchd);
    await(database);
    if (!dummyPorts) {
      run("ip", "netns", "delete", namespace);
    }
    try (Stream<Path> files = Files.walk(runDir)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static List<String> command(String program, List<String> fixed, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(fixed);
    command.addAll(List.of(arguments));
    return command;
  }

  private Process daemon(String name, String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OVS_RUNDIR", runDir.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(runDir.resolve(name + ".out").toFile());
    Process process = builder.start();
    // A test that is cut off leaves nothing running.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }

  private String run(String... command) {
    return run(List.of(command));
  }

  private String run(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("OVS_RUNDIR", runDir.toString());
      builder.redirectErrorStream(true);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      await(process);
      if (process.exitValue() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + output);
      }
      return output;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(COMMAND_LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("process " + process.pid() + " did not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private String file(String name) {
    return runDir.resolve(name).toString();
  }
}
