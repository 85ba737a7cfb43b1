package io.vtepd.daemon.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * An open file that ends with a whole record, and to which more are appended.
 *
 * <p>One thread appends at a time; others may read meanwhile what stands before {@link #endOffset}.
 * Threads that use it must not be interrupted: that closes the file.
 */
final class LogFile implements AutoCloseable {

  /** More at once would leave the writing thread a buffer of that size for good. */
  private static final int PIECE_BYTES = 1 << 18;

  private final FileChannel channel;
  private volatile long endOffset;

  /** Whether something may not be on disk; of a file that was opened nobody knows. */
  private volatile boolean unsynced = true;

  /**
   * @param endOffset where the next record goes
   */
  LogFile(FileChannel channel, long endOffset) {
    this.channel = channel;
    this.endOffset = endOffset;
  }

  /** Opens a file that is there. */
  static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Makes an empty file with mode 0640, which must not be there. */
  static LogFile create(Path path) throws IOException {
    return new LogFile(
        FileChannel.open(
            path,
            Set.of(
                StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))),
        0);
  }

  FileChannel channel() {
    return channel;
  }

  /** Where the last whole record ends. */
  long endOffset() {
    return endOffset;
  }

  /** Appends; if it fails, {@link #cutTo} has to take away what may have been written. */
  void append(byte[] bytes, int offset, int length) throws IOException {
    long end = endOffset;
    writeAt(end, bytes, offset, length);
    endOffset = end + length;
  }

  /** Writes over what is there. */
  void writeAt(long position, byte[] bytes, int offset, int length) throws IOException {
    unsynced = true;
    int done = 0;
    while (done < length) {
      int piece = Math.min(PIECE_BYTES, length - done);
      done += channel.write(ByteBuffer.wrap(bytes, offset + done, piece), position + done);
    }
  }

  /** Appends what stands in another file. */
  void appendFrom(FileChannel source, long start, long end, byte[] buffer) throws IOException {
    for (long at = start; at < end; ) {
      int wanted = (int) Math.min(buffer.length, end - at);
      int count = source.read(ByteBuffer.wrap(buffer, 0, wanted), at);
      if (count <= 0) {
        throw new IOException("the log ends at " + at + ", before " + end);
      }
      append(buffer, 0, count);
      at += count;
    }
  }

  /** Takes away what stands from there on. */
  void cutTo(long offset) throws IOException {
    unsynced = true;
    channel.truncate(offset);
    endOffset = offset;
  }

  /**
   * Returns when everything is on disk that was written before. Who comes while another one syncs
   * waits for that one, and does it once more if that has failed.
   */
  synchronized void sync() throws IOException {
    if (!unsynced) {
      return;
    }
    // Before, so that what another thread writes meanwhile is not forgotten.
    unsynced = false;
    try {
      channel.force(false);
    } catch (IOException e) {
      unsynced = true;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
