package io.vtepd.tests.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A server process that serves a database of its own on loopback. */
final class BenchServer implements AutoCloseable {

  private static final int START_LIMIT_S = 120;
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private final Contender contender;
  private final Path folder;
  private final Path database;
  private final boolean appliance;
  private final int tcpPort;
  private final int tlsPort;
  private final Keys keys;
  private SSLContext tls;
  private Process process;

  private BenchServer(Contender contender, Path folder, Path database, boolean appliance)
      throws IOException {
    this.contender = contender;
    this.folder = folder;
    this.database = database;
    this.appliance = appliance;
    this.tcpPort = freePort();
    this.tlsPort = freePort();
    this.keys = Keys.make(folder);
  }

  /** Makes a database in that folder, without starting anything. */
  static BenchServer prepare(Contender contender, Path schema, Path folder) throws IOException {
    return prepare(contender, schema, folder, false);
  }

  /** The same, but ours is to be started as the gateway that it is, with no switch to program. */
  static BenchServer prepareAppliance(Contender contender, Path schema, Path folder)
      throws IOException {
    return prepare(contender, schema, folder, !contender.launcher().equals(Contender.ORIGINAL));
  }

  private static BenchServer prepare(
      Contender contender, Path schema, Path folder, boolean appliance) throws IOException {
    Files.createDirectories(folder);
    Path database = folder.resolve("bench.db");
    BenchServer server = new BenchServer(contender, folder, database, appliance);
    Shell.run("ovsdb-tool", "create", database.toString(), schema.toString());
    List<String> targets = new ArrayList<>();
    targets.add("ptcp:" + server.tcpPort + ":127.0.0.1");
    if (contender.link() == Contender.Link.TLS) {
      targets.add("pssl:" + server.tlsPort + ":127.0.0.1");
    }
    Shell.run("ovsdb-tool", "transact", database.toString(), Requests.seed(targets));
    return server;
  }

  static BenchServer start(Contender contender, Path schema, Path folder) throws IOException {
    BenchServer server = prepare(contender, schema, folder);
    server.start();
    return server;
  }

  /** Starts the process; returns when it takes connections. */
  void start() throws IOException {
    startAndConnect().close();
  }

  /** Starts the process; gives the first connection that it has taken. */
  Client startAndConnect() throws IOException {
    List<String> command =
        contender
            .standIn()
            .map(this::standInCommand)
            .orElseGet(appliance ? this::applianceCommand : this::serverCommand);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().putAll(Map.of("OVS_RUNDIR", folder.toString()));
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Client(awaitConnection());
  }

  private List<String> applianceCommand() {
    return List.of(
        contender.launcher().toString(),
        "run",
        "--db=" + database,
        "--rundir=" + folder,
        "--ovs-rundir=" + folder,
        "--remote=punix:" + folder.resolve("bench.sock"));
  }

  private List<String> serverCommand() {
    List<String> command = new ArrayList<>(contender.command());
    command.add("--remote=db:hardware_vtep,Global,managers");
    command.add("--unixctl=" + folder.resolve("bench.ctl"));
    if (contender.link() == Contender.Link.TLS) {
      command.add("--private-key=" + keys.privateKey());
      command.add("--certificate=" + keys.certificate());
      command.add("--ca-cert=" + keys.certificate());
    }
    command.add(database.toString());
    return command;
  }

  private List<String> standInCommand(String mainClass) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:+UseCompactObjectHeaders",
        "-cp",
        System.getProperty("java.class.path"),
        mainClass,
        Integer.toString(tcpPort));
  }

  private Path log() {
    return folder.resolve("bench.log");
  }

  private Wire awaitConnection() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_LIMIT_S);
    while (true) {
      try {
        return wire();
      } catch (IOException notYet) {
        if (endsWithinMs(2) || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new IOException(
              contender.label() + " is not up: " + Files.readString(log()), notYet);
        }
      }
    }
  }

  /** Waits while the server lives. */
  void letPassMs(long ms) throws IOException {
    if (endsWithinMs(ms)) {
      throw new IOException(contender.label() + " has ended: " + Files.readString(log()));
    }
  }

  private boolean endsWithinMs(long limitMs) throws IOException {
    try {
      return process.waitFor(limitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  Client connect() throws IOException {
    return new Client(wire());
  }

  /** A connection in blocking mode; over TLS the handshake is done. */
  Wire wire() throws IOException {
    boolean isTls = contender.link() == Contender.Link.TLS;
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), isTls ? tlsPort : tcpPort));
      if (!isTls) {
        return new PlainWire(channel);
      }
      if (tls == null) {
        tls = keys.context();
      }
      return new TlsWire(channel, tls.createSSLEngine());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What it occupies of the machine's memory. */
  long residentBytes() throws IOException {
    return new ProcessMeter(process.pid()).residentBytes();
  }

  /** The processor time that it has taken. */
  double cpuSeconds() throws IOException {
    return new ProcessMeter(process.pid()).cpuSeconds();
  }

  /** Compacts the database; returns when that is done. */
  void compact() throws IOException {
    Shell.run("ovs-appctl", "-t", folder.resolve("bench.ctl").toString(), "ovsdb-server/compact");
  }

  Path folder() {
    return folder;
  }

  Path database() {
    return database;
  }

  /** Ends it; the database stays. */
  void stop() throws IOException {
    process.destroy();
    if (!endsWithinMs(TimeUnit.SECONDS.toMillis(START_LIMIT_S))) {
      process.destroyForcibly();
    }
  }

  @Override
  public void close() throws IOException {
    if (process != null) {
      stop();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
