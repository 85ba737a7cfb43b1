package io.vtepd.tests.peer;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A daemon in the foreground, with a run folder of its own, ended by its own handle. */
public final class Program implements AutoCloseable {

  private static final int PATIENCE_S = 30;

  private final String name;
  private final Path output;
  private final Process process;

  private Program(String name, Path output, Process process) {
    this.name = name;
    this.output = output;
    this.process = process;
  }

  /** Starts it; what it prints goes to {@code NAME.out} in its run folder. */
  public static Program start(Path runFolder, String name, List<String> command)
      throws IOException {
    Files.createDirectories(runFolder);
    Path output = runFolder.resolve(name + ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    String folder = runFolder.toString();
    builder.environment().putAll(Map.of("OVS_RUNDIR", folder, "OVN_RUNDIR", folder));
    return new Program(name, output, builder.start());
  }

  /** Waits until somebody accepts connections there. */
  public void awaitSocket(Path socket) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    while (true) {
      try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(name + " does not serve " + socket + ": " + printed(), notYet);
        }
        endsWithin(10, TimeUnit.MILLISECONDS);
      }
    }
  }

  public long pid() {
    return process.pid();
  }

  /** What it has printed so far. */
  public String printed() throws IOException {
    return Files.readString(output);
  }

  /** Waits for an end that something else has brought about. */
  public void awaitEnd() throws IOException {
    if (!endsWithin(PATIENCE_S, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(name + " did not end within " + PATIENCE_S + " s: " + printed());
    }
  }

  private boolean endsWithin(long time, TimeUnit unit) throws IOException {
    try {
      return process.waitFor(time, unit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    awaitEnd();
  }
}
