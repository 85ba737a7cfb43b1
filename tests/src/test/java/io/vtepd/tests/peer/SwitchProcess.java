package io.vtepd.tests.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * ovs-vswitchd in userspace, on a database server that somebody else runs. In a network namespace
 * without name that ends with it: two userspace switches cannot share one.
 */
public final class SwitchProcess implements AutoCloseable {

  private static final int PATIENCE_S = 30;

  private final Path runFolder;
  private final Path databaseSocket;
  private final Process process;

  private SwitchProcess(Path runFolder, Path databaseSocket, Process process) {
    this.runFolder = runFolder;
    this.databaseSocket = databaseSocket;
    this.process = process;
  }

  /** Starts it; {@code databaseSocket} serves an empty Open_vSwitch database. */
  public static SwitchProcess start(Path runFolder, Path databaseSocket) throws IOException {
    return start(runFolder, databaseSocket, List.of());
  }

  /**
   * The same with a command in front that runs it.
   *
   * @param as such as setpriv(1); it must become what it runs
   */
  public static SwitchProcess start(Path runFolder, Path databaseSocket, List<String> as)
      throws IOException {
    Files.createDirectories(runFolder);
    String db = "unix:" + databaseSocket;
    Commands.run("ovs-vsctl", "--db=" + db, "--no-wait", "init");
    List<String> command = new ArrayList<>(as);
    command.addAll(
        List.of(
            "unshare",
            "--net",
            "ovs-vswitchd",
            db,
            "--disable-system",
            "--unixctl=" + runFolder.resolve("vswitchd.ctl"),
            "--log-file=" + runFolder.resolve("vswitchd.log")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OVS_RUNDIR", runFolder.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(runFolder.resolve("vswitchd.out").toFile());
    return new SwitchProcess(runFolder, databaseSocket, builder.start());
  }

  /** Its pid, which also names the network namespace that it is in. */
  public long pid() {
    return process.pid();
  }

  /** The unix socket on which a bridge takes OpenFlow connections. */
  public Path managementSocket(String bridge) {
    return runFolder.resolve(bridge + ".mgmt");
  }

  /** ovs-appctl on it. */
  public String appctl(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ovs-appctl", "--timeout=20", "-t", runFolder.resolve("vswitchd.ctl").toString()));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  /** ovs-vsctl, which waits until the switch has done what the database says. */
  public String vsctl(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("ovs-vsctl", "--timeout=20", "--db=unix:" + databaseSocket));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  /** ovs-ofctl on a bridge of this switch. */
  public String flows(String bridge) throws IOException {
    Commands.Outcome outcome =
        Commands.attempt(
            Map.of("OVS_RUNDIR", runFolder.toString()),
            "ovs-ofctl",
            "-O",
            "OpenFlow14",
            "dump-flows",
            "unix:" + runFolder.resolve(bridge + ".mgmt"));
    if (outcome.exitCode() != 0) {
      throw new IOException(outcome.output());
    }
    return outcome.output();
  }

  /** Sends a frame through the tap device of a port into the switch. */
  public void receive(String port, String frameHex) throws IOException {
    String namespace = Long.toString(process.pid());
    Commands.run("nsenter", "-t", namespace, "-n", "ip", "link", "set", port, "up");
    String send =
        "import socket, sys; s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW);"
            + " s.bind((sys.argv[1], 0)); s.send(bytes.fromhex(sys.argv[2]))";
    Commands.run("nsenter", "-t", namespace, "-n", "python3", "-c", send, port, frameHex);
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
