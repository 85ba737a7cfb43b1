package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The log in a file.
 *
 * <p>A write that fails is undone by cutting the file back; if that fails too, or a sync fails (the
 * kernel may then have dropped what was written), the log refuses everything further, for nobody
 * knows what the disk holds. Writing it anew from its contents makes it whole again.
 */
final class FileLog implements DatabaseLog {

  private final Path path;
  private final DatabaseLock lock;
  private final RecordWriter record = new RecordWriter();
  private CommitWriter commits = new CommitWriter();
  private LogFile file;
  private long compactedBytes;
  private boolean tailDamaged;
  private boolean broken;
  private Optional<FileRewrite> rewrite = Optional.empty();

  /** Whether commits go into the new file, too. */
  private boolean joined;

  /**
   * @param compactedBytes see {@link DatabaseLog#compactedBytes}
   * @param tailDamaged whether the file has bytes behind its end, which are kept elsewhere before
   *     they are overwritten
   */
  FileLog(Path path, DatabaseLock lock, LogFile file, long compactedBytes, boolean tailDamaged) {
    this.path = path;
    this.lock = lock;
    this.file = file;
    this.compactedBytes = compactedBytes;
    this.tailDamaged = tailDamaged;
  }

  @Override
  public void append(ChangeSet changes, List<String> comments, long dateMs) throws IOException {
    requireUsable();
    if (!record.frame(out -> commits.write(out, changes, comments, dateMs))) {
      return;
    }
    keepDamagedTail();
    try {
      writeRecord();
    } catch (IOException e) {
      if (broken || !giveUpRewrite("a commit failed: " + e.getMessage())) {
        throw unwritable(e);
      }
      // The new file may be what has filled the disk.
      try {
        writeRecord();
      } catch (IOException again) {
        throw unwritable(again);
      }
    }
  }

  private void writeRecord() throws IOException {
    long before = file.endOffset();
    try {
      file.append(record.array(), record.offset(), record.length());
    } catch (IOException e) {
      cutBack(file, before, e);
      throw e;
    }
    if (joined) {
      LogFile fresh = rewrite.orElseThrow().fresh();
      long beforeFresh = fresh.endOffset();
      try {
        fresh.append(record.array(), record.offset(), record.length());
      } catch (IOException e) {
        cutBack(fresh, beforeFresh, e);
        cutBack(file, before, e);
        throw e;
      }
    }
  }

  private void cutBack(LogFile torn, long endOffset, IOException cause) {
    try {
      torn.cutTo(endOffset);
    } catch (IOException e) {
      broken = true;
      cause.addSuppressed(e);
    }
  }

  private IOException unwritable(IOException cause) {
    return new IOException("cannot write to " + path + ": " + cause.getMessage(), cause);
  }

  private void keepDamagedTail() throws IOException {
    if (tailDamaged) {
      DamagedBytes.keep(path, file.channel(), file.endOffset());
      file.cutTo(file.endOffset());
      tailDamaged = false;
    }
  }

  @Override
  public void sync() throws IOException {
    requireUsable();
    try {
      file.sync();
    } catch (IOException e) {
      giveUpRewrite("a sync failed: " + e.getMessage());
      throw unsynced(e);
    }
    if (joined) {
      syncFresh();
    }
  }

  /** After a crash either of the two files may be the one that has the name. */
  private void syncFresh() throws IOException {
    try {
      rewrite.orElseThrow().fresh().sync();
    } catch (IOException e) {
      if (!giveUpRewrite("a sync failed: " + e.getMessage())) {
        throw unsynced(e);
      }
    }
  }

  private IOException unsynced(IOException cause) {
    broken = true;
    return new IOException("cannot sync " + path + ": " + cause.getMessage(), cause);
  }

  @Override
  public LogRewrite rewrite(Snapshot contents, long dateMs) throws IOException {
    if (rewrite.isPresent()) {
      throw new IllegalStateException(path + " is being written anew already");
    }
    return begin(contents, dateMs, true);
  }

  @Override
  public LogRewrite replacement(Snapshot contents, long dateMs) throws IOException {
    endRewrite("other contents take its place");
    return begin(contents, dateMs, false);
  }

  private LogRewrite begin(Snapshot contents, long dateMs, boolean sameContents)
      throws IOException {
    try {
      keepDamagedTail();
      rewrite = Optional.of(new FileRewrite(this, path, file, contents, dateMs, sameContents));
      return rewrite.get();
    } catch (IOException e) {
      throw new IOException("cannot compact " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void compact(Snapshot contents, long dateMs) throws IOException {
    LogRewrite all = replacement(contents, dateMs);
    try {
      all.write();
      all.publish();
    } finally {
      all.end();
      all.release();
    }
  }

  private void endRewrite(String reason) throws IOException {
    if (rewrite.isPresent()) {
      FileRewrite ended = rewrite.get();
      giveUpRewrite(reason);
      onEnded(ended);
      ended.release();
    }
  }

  /** Whether there was one that could be given up; {@link #onEnded} is still to come. */
  private boolean giveUpRewrite(String reason) {
    boolean done = rewrite.isPresent() && rewrite.get().giveUp(reason);
    if (done) {
      joined = false;
    }
    return done;
  }

  /** The new file has everything. */
  void onJoined() {
    joined = true;
  }

  /** One file is left. */
  void onEnded(FileRewrite ended) {
    if (rewrite.isEmpty() || rewrite.get() != ended) {
      return;
    }
    rewrite = Optional.empty();
    joined = false;
    if (ended.giveUp("not completed")) {
      return;
    }
    file = ended.fresh();
    // The schema may be another one.
    commits = new CommitWriter();
    compactedBytes = ended.contentsBytes();
    broken = !ended.isNameDurable();
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
            path
                + " takes no more writes after an earlier failure; check the disk, then compact the"
                + " database or restart")
        : Optional.empty();
  }

  @Override
  public long sizeBytes() {
    return file.endOffset();
  }

  @Override
  public long compactedBytes() {
    return compactedBytes;
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      endRewrite("the database is closed");
    } finally {
      file.close();
    }
  }
}
