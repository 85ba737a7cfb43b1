package io.vtepd.tls.stream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** The file of a listening Unix socket: one that a killed process left stands in the way. */
final class UnixSocketFile {
  private final Path path;

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
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
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

  /**
   * Lets the group in, then the mode: before, nobody but the owner may connect.
   *
   * @throws IOException if there is no such group, or we may not give a file to it
   */
  static void open(Path path, ListenerSettings settings) throws IOException {
    if (settings.socketGroup().isPresent()) {
      String group = settings.socketGroup().get();
      PosixFileAttributeView file = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      try {
        file.setGroup(
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
      } catch (UserPrincipalNotFoundException e) {
        throw new IOException("there is no group " + group + "; make it or name another", e);
      } catch (FileSystemException e) {
        throw new IOException(
            path
                + " can't be given to the group "
                + group
                + "; be a member of it: "
                + e.getReason(),
            e);
      }
    }
    Files.setPosixFilePermissions(path, settings.socketMode());
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
