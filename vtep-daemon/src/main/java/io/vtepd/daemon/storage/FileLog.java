package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * The log in a file.
 *
 * <p>A write that fails is undone by cutting the file back; if that fails too, or a sync fails (the
 * kernel may then have dropped what was written), the log refuses everything further, for nobody
 * knows what the disk holds.
 */
final class FileLog implements DatabaseLog {

  private final Path path;
  private final DatabaseLock lock;
  private final RecordWriter record = new RecordWriter();
  private RandomAccessFile file;
  private long endOffset;
  private boolean tailDamaged;
  private boolean broken;

  /**
   * @param endOffset where the next record goes
   * @param tailDamaged whether the file has bytes from there on, which are kept elsewhere before
   *     they are overwritten
   */
  FileLog(
      Path path, DatabaseLock lock, RandomAccessFile file, long endOffset, boolean tailDamaged) {
    this.path = path;
    this.lock = lock;
    this.file = file;
    this.endOffset = endOffset;
    this.tailDamaged = tailDamaged;
  }

  @Override
  public void append(ChangeSet changes, List<String> comments, long dateMs) throws IOException {
    requireUsable();
    if (!record.frame(out -> CommitWriter.write(out, changes, comments, dateMs))) {
      return;
    }
    keepDamagedTail();
    try {
      file.seek(endOffset);
      file.write(record.array(), record.offset(), record.length());
      endOffset += record.length();
    } catch (IOException e) {
      cutBack(e);
      throw new IOException("cannot write to " + path + ": " + e.getMessage(), e);
    }
  }

  private void keepDamagedTail() throws IOException {
    if (tailDamaged) {
      DamagedBytes.keep(path, file, endOffset);
      file.setLength(endOffset);
      tailDamaged = false;
    }
  }

  private void cutBack(IOException cause) {
    try {
      file.setLength(endOffset);
    } catch (IOException e) {
      broken = true;
      cause.addSuppressed(e);
    }
  }

  @Override
  public void sync() throws IOException {
    requireUsable();
    try {
      file.getFD().sync();
    } catch (IOException e) {
      broken = true;
      throw new IOException("cannot sync " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void compact(Snapshot contents, long dateMs) throws IOException {
    requireUsable();
    keepDamagedTail();
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    RandomAccessFile compacted = DatabaseFile.createExclusively(temporary);
    long lengthBytes;
    try {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(path));
      SnapshotWriter.write(compacted, contents, dateMs);
      compacted.getFD().sync();
      lengthBytes = compacted.length();
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | RuntimeException e) {
      compacted.close();
      Files.deleteIfExists(temporary);
      throw new IOException("cannot compact " + path + ": " + e.getMessage(), e);
    }
    takeOver(compacted, lengthBytes);
  }

  /** The old file has no name any more. */
  private void takeOver(RandomAccessFile compacted, long lengthBytes) throws IOException {
    RandomAccessFile old = file;
    file = compacted;
    endOffset = lengthBytes;
    try (old) {
      Directories.syncParent(path);
    } catch (IOException e) {
      // After a crash the name might lead to the old file, without the commits that follow.
      broken = true;
      throw new IOException("compacted " + path + ", but cannot sync its directory", e);
    }
  }

  private void requireUsable() throws IOException {
    Optional<String> problem = problem();
    if (problem.isPresent()) {
      throw new IOException(problem.get());
    }
  }

  @Override
  public Optional<String> problem() {
    return broken
        ? Optional.of(
            path + " takes no more writes after an earlier failure; check the disk and restart")
        : Optional.empty();
  }

  @Override
  public long sizeBytes() {
    return endOffset;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      file.close();
    }
  }
}
