package io.vtepd.daemon.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The lock that lets one process write a database file: the POSIX lock on {@code .NAME.~lock~}
 * beside it that ovsdb-server and ovsdb-tool take, too. It goes with the process; the lock file
 * stays.
 */
final class DatabaseLock implements AutoCloseable {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private final FileChannel channel;

  private DatabaseLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @param database the file itself, no symbolic link to it
   * @throws IOException if somebody else holds it
   */
  static DatabaseLock acquire(Path database) throws IOException {
    Path file = database.resolveSibling("." + database.getFileName() + ".~lock~");
    if (isOpenHere(file)) {
      throw openAlready(database);
    }
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DatabaseLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw openAlready(database);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    throw new IOException(
        database + " is in use by another process, which holds the lock on " + file);
  }

  private static IOException openAlready(Path database) {
    return new IOException(database + " is open in this process already");
  }

  /**
   * Whether a descriptor of this process leads to that file. To be asked before it is opened: POSIX
   * takes all locks of a process on a file away when it closes any descriptor of it.
   */
  private static boolean isOpenHere(Path file) throws IOException {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        if (leadsTo(descriptor, file)) {
          return true;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      // Without /proc, the attempt to lock tells.
      return false;
    }
  }

  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException e) {
      // It was closed meanwhile.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
