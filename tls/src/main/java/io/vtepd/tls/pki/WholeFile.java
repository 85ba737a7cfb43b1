package io.vtepd.tls.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files that appear whole or not at all, whatever happens meanwhile. Until they have their
 * name nobody else can read them.
 */
final class WholeFile {
  /** Mode of a private key's file, 0600. */
  static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

  /** Mode of all other files, 0644. */
  static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

  private WholeFile() {}

  /**
   * Writes a new file.
   *
   * @throws FileAlreadyExistsException if there is one; it stays as it is
   */
  static void create(Path file, String text, Set<PosixFilePermission> mode) throws IOException {
    write(file, text, mode, false);
  }

  /** Writes a file in the place of one that may exist. */
  static void replace(Path file, String text, Set<PosixFilePermission> mode) throws IOException {
    write(file, text, mode, true);
  }

  /**
   * A synced temporary file beside it is renamed to it or, if nothing may be replaced, linked: that
   * fails when another process was first.
   */
  private static void write(Path file, String text, Set<PosixFilePermission> mode, boolean replace)
      throws IOException {
    Path temporary =
        Files.createTempFile(
            file.toAbsolutePath().getParent(),
            "." + file.getFileName(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PRIVATE));
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(temporary, mode);
      if (replace) {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.createLink(file, temporary);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
