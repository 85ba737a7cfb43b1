package io.vtepd.daemon.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes changes of names durable. */
final class Directories {

  private Directories() {}

  /** Returns when the names in the directory of that file are on disk. */
  static void syncParent(Path file) throws IOException {
    try (FileChannel directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
