package io.vtepd.tests.bench.dataplane;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A physical server: sends frames into a port of the switch. A program in its namespace. */
final class FrameSource implements AutoCloseable {

  private static final String SEND =
      """
      import socket, sys
      port = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
      port.bind((sys.argv[1], 0))
      print("ready", flush=True)
      for line in sys.stdin:
          port.send(bytes.fromhex(line))
      """;

  private final Process process;
  private final OutputStream lines;

  private FrameSource(Process process) {
    this.process = process;
    this.lines = process.getOutputStream();
  }

  /**
   * @param namespacePid a process in the namespace that has the port
   */
  static FrameSource at(long namespacePid, String port) throws IOException {
    Process process =
        new ProcessBuilder(
                "nsenter", "-t", Long.toString(namespacePid), "-n", "python3", "-c", SEND, port)
            .redirectErrorStream(true)
            .start();
    String said = process.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new IOException("frames cannot be sent to " + port + ": " + said);
    }
    return new FrameSource(process);
  }

  /** Sends a broadcast of no protocol that anybody answers. */
  void broadcastFrom(String mac) throws IOException {
    String frame = "ffffffffffff" + mac.replace(":", "") + "88b5" + "00".repeat(46) + "\n";
    lines.write(frame.getBytes(StandardCharsets.US_ASCII));
    lines.flush();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
