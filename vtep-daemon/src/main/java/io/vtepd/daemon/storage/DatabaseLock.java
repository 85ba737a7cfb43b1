package io.vtepd.daemon.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock that lets one process write a database file: the POSIX lock on {@code .NAME.~lock~}
 * beside it that ovsdb-server and ovsdb-tool take, too. It goes with the process; the lock file
 * stays.
 */
final class DatabaseLock implements AutoCloseable {

  /**
   * The lock files that this process has open. To be asked before one is opened: POSIX takes all
   * locks of a process on a file away when it closes any descriptor of it.
   */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DatabaseLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param database the file itself, no symbolic link to it
   * @throws IOException if somebody else holds it
   */
  static DatabaseLock acquire(Path database) throws IOException {
    Path file = database.resolveSibling("." + database.getFileName() + ".~lock~");
    if (!OPEN.add(file)) {
      throw openAlready(database);
    }
    try {
      return new DatabaseLock(file, lock(file, database));
    } catch (IOException | RuntimeException e) {
      OPEN.remove(file);
      throw e;
    }
  }

  private static FileChannel lock(Path file, Path database) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (channel.tryLock() != null) {
        return channel;
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

  @Override
  public void close() throws IOException {
    channel.close();
    OPEN.remove(file);
  }
}
