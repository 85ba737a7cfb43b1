package io.vtepd.daemon.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file with our pid, locked as long as we run, as Open vSwitch's tools expect it. */
final class PidFile implements AutoCloseable {

  private static final int LONGEST_BYTES = 20;

  private final Path path;
  private final FileChannel channel;

  private PidFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static PidFile acquire(Path path) throws IOException, StartupException {
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new StartupException(
            "already running as pid " + Files.readString(path).strip() + " (" + path + ")");
      }
      refuseOtherFiles(path, channel);
      channel.truncate(0);
      String text = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      return new PidFile(path, channel);
    } catch (IOException | StartupException e) {
      channel.close();
      throw e;
    }
  }

  /** A mistaken name must not cost a database or a key: only an old pid is overwritten. */
  private static void refuseOtherFiles(Path path, FileChannel channel)
      throws IOException, StartupException {
    ByteBuffer start = ByteBuffer.allocate(LONGEST_BYTES + 1);
    int length = Math.max(0, channel.read(start, 0));
    String text = new String(start.array(), 0, length, StandardCharsets.ISO_8859_1);
    if (length > LONGEST_BYTES || !text.strip().matches("[0-9]*")) {
      throw new StartupException(path + " is no pidfile, it holds something else; name another");
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    }
  }
}
