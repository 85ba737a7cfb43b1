package io.vtepd.daemon.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A piece of a file in memory, loaded as its bytes are asked for. */
final class FileWindow {

  private static final int WINDOW_BYTES = 1 << 18;

  private final FileChannel file;
  private final long sizeBytes;
  private final byte[] window = new byte[WINDOW_BYTES];
  private long start;
  private int length;

  /**
   * @param sizeBytes of the file
   */
  FileWindow(FileChannel file, long sizeBytes) {
    this.file = file;
    this.sizeBytes = sizeBytes;
  }

  byte[] array() {
    return window;
  }

  /** Where the byte of that offset stands in {@link #array}, if it was loaded last. */
  int indexOf(long offset) {
    return (int) (offset - start);
  }

  byte byteAt(long offset) throws IOException {
    load(offset, sizeBytes);
    return window[indexOf(offset)];
  }

  /** Loads the byte at {@code offset}; how many up to {@code end} are there with it. */
  int load(long offset, long end) throws IOException {
    if (offset < start || offset >= start + length) {
      fill(offset);
    }
    return (int) (Math.min(end, start + length) - offset);
  }

  private void fill(long offset) throws IOException {
    int wanted = (int) Math.min(window.length, sizeBytes - offset);
    length = 0;
    start = offset;
    ByteBuffer buffer = ByteBuffer.wrap(window, 0, wanted);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) <= 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    length = wanted;
  }
}
