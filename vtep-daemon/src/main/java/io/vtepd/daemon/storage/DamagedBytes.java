package io.vtepd.daemon.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what could not be read of a database file before it is overwritten. */
final class DamagedBytes {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final int COPIES_LIMIT = 1000;

  private DamagedBytes() {}

  /**
   * Copies everything from {@code offset} to a new file {@code NAME.damaged-OFFSET} beside the
   * database, and returns when the copy is on disk.
   */
  static Path keep(Path database, FileChannel file, long offset) throws IOException {
    Path copy = freeName(database, offset);
    try {
      copy(file, offset, copy);
    } catch (IOException e) {
      // Each further try would leave one more, on a disk that may be full already.
      Files.deleteIfExists(copy);
      throw e;
    }
    Directories.syncParent(copy);
    return copy;
  }

  private static void copy(FileChannel file, long offset, Path copy) throws IOException {
    try (LogFile to = LogFile.create(copy)) {
      to.appendFrom(file, offset, file.size(), new byte[CHUNK_BYTES]);
      to.sync();
    }
  }

  private static Path freeName(Path database, long offset) throws IOException {
    String name = database.getFileName() + ".damaged-" + offset;
    for (int i = 0; i < COPIES_LIMIT; i++) {
      Path path = database.resolveSibling(i == 0 ? name : name + "." + i);
      if (!Files.exists(path)) {
        return path;
      }
    }
    throw new IOException(
        "there are " + COPIES_LIMIT + " files like " + name + " already; move them away");
  }
}
