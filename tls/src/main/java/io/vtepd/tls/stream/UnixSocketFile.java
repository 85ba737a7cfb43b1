package io.vtepd.tls.stream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** The file of a listening Unix socket: it outlives a killed process and has to be cared for. */
final class UnixSocketFile {
  private final Path path;
  private Optional<Object> ownKey = Optional.empty();

  UnixSocketFile(Path path) {
    this.path = path;
  }

  /**
   * Makes the name free: removes a socket that nobody listens on.
   *
   * @throws IOException if somebody does, or if the file is something else
   */
  void clear() throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = attributes();
    } catch (NoSuchFileException e) {
      return;
    }
    if (!attributes.isOther()) {
      throw new IOException(path + " exists and is not a socket; choose another file");
    }
    if (isLive()) {
      throw new IOException(
          "another process listens on " + path + "; stop it or choose another file");
    }
    Files.deleteIfExists(path);
  }

  /** Takes over the file that was just bound: sets its mode and remembers which it is. */
  void adopt(Set<PosixFilePermission> mode) throws IOException {
    Files.setPosixFilePermissions(path, mode);
    ownKey = Optional.ofNullable(attributes().fileKey());
  }

  /** Removes the file, unless another process has put its own there. */
  void remove() throws IOException {
    try {
      if (ownKey.isPresent() && ownKey.get().equals(attributes().fileKey())) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException e) {
      // Somebody tidied up before us; the aim is reached.
      return;
    }
  }

  private BasicFileAttributes attributes() throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private boolean isLive() throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return true;
    } catch (ConnectException e) {
      // Connection refused: the file is left over from a process that is gone.
      return false;
    }
  }
}
