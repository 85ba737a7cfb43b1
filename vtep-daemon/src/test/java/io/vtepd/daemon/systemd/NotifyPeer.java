package io.vtepd.daemon.systemd;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Takes datagrams as systemd does; Python has the sockets that the JDK lacks. */
final class NotifyPeer implements AutoCloseable {

  private static final String SCRIPT =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      name = sys.argv[1]
      s.bind('\\0' + name[1:] if name[0] == '@' else name)
      print('bound', flush=True)
      while True: print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
      """;

  private final Process process;
  private final BufferedReader lines;

  NotifyPeer(String name) throws IOException {
    process =
        new ProcessBuilder("python3", "-c", SCRIPT, name)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    lines = process.inputReader();
    if (!"bound".equals(lines.readLine())) {
      throw new IOException(name + " is not bound");
    }
  }

  /** Waits for the next datagram; its lines have a bar between them. */
  String next() throws IOException {
    return lines.readLine();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IOException("the peer does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
