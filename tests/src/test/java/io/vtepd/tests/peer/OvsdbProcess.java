package io.vtepd.tests.peer;

import io.vtepd.ovsdb.json.Json;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An OVSDB server as a process in the foreground, the original's or ours, serving one database file
 * on one unix socket.
 */
public final class OvsdbProcess implements AutoCloseable {

  /** Whose server. */
  public enum Maker {
    ORIGINAL,
    OURS
  }

  private static final int PATIENCE_S = 30;

  private final Maker maker;
  private final Path folder;
  private final Path database;
  private final List<String> options;
  private Process process;

  private OvsdbProcess(Maker maker, Path folder, Path database, List<String> options)
      throws IOException {
    this.maker = maker;
    this.folder = folder;
    this.database = database;
    this.options = List.copyOf(options);
    this.process = launch();
  }

  /** Makes a database file of that schema with the original's tool and serves it. */
  public static OvsdbProcess create(Maker maker, Path folder, Json schema, String... options)
      throws IOException {
    Files.createDirectories(folder);
    Path schemaFile = folder.resolve("schema.ovsschema");
    Files.writeString(schemaFile, schema.toText());
    Path database = folder.resolve("test.db");
    Commands.run("ovsdb-tool", "create", database.toString(), schemaFile.toString());
    return new OvsdbProcess(maker, folder, database, List.of(options));
  }

  /** Serves a database file that is there. */
  public static OvsdbProcess serve(Maker maker, Path folder, Path database, String... options)
      throws IOException {
    Files.createDirectories(folder);
    return new OvsdbProcess(maker, folder, database, List.of(options));
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    switch (maker) {
      case ORIGINAL -> command.add("ovsdb-server");
      case OURS -> {
        command.add(launcher().toString());
        command.add("ovsdb-server");
      }
    }
    command.add("--remote=punix:" + socket());
    command.add("--unixctl=" + controlSocket());
    command.addAll(options);
    command.add(database.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().put("OVS_RUNDIR", folder.toString());
    Process started = builder.start();
    awaitSocket(started);
    return started;
  }

  /** The launcher of this checkout. */
  public static Path launcher() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("vtep-daemon/bin/vtepd"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("vtep-daemon/bin/vtepd is not above this folder");
      }
    }
    return folder.resolve("vtep-daemon/bin/vtepd");
  }

  private void awaitSocket(Process started) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (true) {
      try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        return;
      } catch (IOException notYet) {
        boolean dead = !started.isAlive();
        if (dead || System.nanoTime() > deadline) {
          started.destroyForcibly();
          throw new IOException(
              maker + " does not serve " + socket() + ": " + Files.readString(log()), notYet);
        }
        waitABit(started);
      }
    }
  }

  /** Waits for the process to end, a little while at the most. */
  private static void waitABit(Process process) throws IOException {
    try {
      process.waitFor(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Its pid: the launcher becomes the server. */
  public long pid() {
    return process.pid();
  }

  public Maker maker() {
    return maker;
  }

  /** The unix socket that it serves. */
  public Path socket() {
    return folder.resolve("db.sock");
  }

  public Path controlSocket() {
    return folder.resolve("control.ctl");
  }

  public Path database() {
    return database;
  }

  public Path log() {
    return folder.resolve("server.log");
  }

  public JsonRpcPeer connect() throws IOException {
    return JsonRpcPeer.connect(socket());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it ends by itself within that time. */
  public boolean endsWithin(Duration time) throws IOException {
    try {
      return process.waitFor(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Kills it without a word (SIGKILL) and waits for its end. */
  public void kill() throws IOException {
    end(process.destroyForcibly());
  }

  /** Starts it again on the same file, after {@link #kill} or {@link #stop}. */
  public void startAgain() throws IOException {
    Files.deleteIfExists(socket());
    process = launch();
  }

  /** Asks it to end (SIGTERM) and waits for its end. */
  public void stop() throws IOException {
    process.destroy();
    end(process);
  }

  private static void end(Process process) throws IOException {
    try {
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("a server did not end within " + PATIENCE_S + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      stop();
    }
  }
}
