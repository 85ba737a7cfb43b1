package io.vtepd.lab.run;

import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.net.LabFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One command at a time works on a lab. The kernel drops the lock of a process that was killed. */
public final class LabLock implements AutoCloseable {

  private final FileChannel channel;

  private LabLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of a lab, or says who has it. */
  public static LabLock take(Path root, String lab) throws IOException, LabFailure {
    Files.createDirectories(LabPaths.runs(root));
    Path file = LabPaths.runs(root).resolve(lab + ".lock");
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new LabFailure(
          "lab "
              + lab
              + " is in use by process "
              + Files.readString(file).strip()
              + ". Wait until it has ended, or end it.");
    }
    channel.truncate(0);
    long pid = ProcessHandle.current().pid();
    channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    return new LabLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
