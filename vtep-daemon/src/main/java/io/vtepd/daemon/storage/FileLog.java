package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

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
    if (tailDamaged) {
      DamagedBytes.keep(path, file, endOffset);
      file.setLength(endOffset);
      tailDamaged = false;
    }
    try {
      file.seek(endOffset);
      file.write(record.array(), record.offset(), record.length());
      endOffset += record.length();
    } catch (IOException e) {
      cutBack(e);
      throw new IOException("cannot write to " + path + ": " + e.getMessage(), e);
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
    if (tailDamaged) {
      DamagedBytes.keep(path, file, endOffset);
      tailDamaged = false;
    }
    Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
    Files.deleteIfExists(temporary);
    RandomAccessFile compacted = DatabaseFile.createExclusively(temporary);
    try {
      SnapshotWriter.write(compacted, contents, dateMs);
      compacted.getFD().sync();
      Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      compacted.close();
      Files.deleteIfExists(temporary);
      throw new IOException("cannot compact " + path + ": " + e.getMessage(), e);
    }
    RandomAccessFile old = file;
    file = compacted;
    endOffset = compacted.length();
    old.close();
    Directories.syncParent(path);
  }

  private void requireUsable() throws IOException {
    if (broken) {
      throw new IOException(
          path + " takes no more writes after an earlier failure; check the disk and restart");
    }
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
