package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A {@link FileLog} that is being written anew.
 *
 * <p>Commits are copied from the old file as they stand there: a record depends on the contents
 * before it only, and these are the same. The new file is forced to disk in steps, because one big
 * sync at the end would hold up every other sync of the machine.
 */
final class FileRewrite implements LogRewrite {

  private static final long SYNC_STEP_BYTES = 8 << 20;
  private static final int COPY_BYTES = 1 << 18;

  /** So little may be left to copy for the owner thread, if commits do not come too fast. */
  private static final long LEFT_BYTES = 1 << 16;

  private static final int ROUND_LIMIT = 20;

  private final FileLog log;
  private final Path path;
  private final Path temporary;
  private final LogFile old;
  private final LogFile fresh;
  private final Snapshot contents;
  private final long dateMs;
  private final boolean sameContents;
  private final byte[] buffer = new byte[COPY_BYTES];
  private final RecordWriter record = new RecordWriter();
  private final CommitWriter commits = new CommitWriter();
  private long copiedOffset;
  private long contentsBytes;
  private long unsyncedBytes;
  private boolean nameDurable;

  // Guarded by this.
  private boolean busy;
  private boolean named;
  private String givenUp = "";

  /**
   * Begins with an empty file {@code NAME.tmp}.
   *
   * @param sameContents whether the contents are what the commits in the old file amount to, so
   *     that further ones are copied
   */
  FileRewrite(
      FileLog log, Path path, LogFile old, Snapshot contents, long dateMs, boolean sameContents)
      throws IOException {
    this.log = log;
    this.path = path;
    this.temporary = temporaryOf(path);
    this.old = old;
    this.contents = contents;
    this.dateMs = dateMs;
    this.sameContents = sameContents;
    this.copiedOffset = old.endOffset();
    Files.deleteIfExists(temporary);
    this.fresh = LogFile.create(temporary);
    try {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      giveUp("cannot set the mode of " + temporary);
      throw e;
    }
  }

  /** What a log is written to before it takes its name, as ovsdb-server and ovsdb-tool have it. */
  static Path temporaryOf(Path path) {
    return path.resolveSibling(path.getFileName() + ".tmp");
  }

  LogFile fresh() {
    return fresh;
  }

  /** How long the contents alone are. */
  long contentsBytes() {
    return contentsBytes;
  }

  @Override
  public void write() throws IOException {
    enter();
    try {
      SnapshotWriter.write(fresh, contents, dateMs, this::onWritten);
      contentsBytes = fresh.endOffset();
      try (FileChannel source = FileChannel.open(path, StandardOpenOption.READ)) {
        catchUp(source);
        fresh.sync();
        catchUp(source);
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      leave();
    }
  }

  @Override
  public void append(ChangeSet changes, long dateOfCommitMs) throws IOException {
    enter();
    try {
      if (record.frame(out -> commits.write(out, changes, List.of(), dateOfCommitMs))) {
        fresh.append(record.array(), record.offset(), record.length());
      }
    } catch (IOException e) {
      throw failed(e);
    } finally {
      leave();
    }
  }

  @Override
  public void sync() throws IOException {
    enter();
    try {
      fresh.sync();
    } catch (IOException e) {
      throw failed(e);
    } finally {
      leave();
    }
  }

  private IOException failed(IOException cause) {
    return new IOException("cannot compact " + path + ": " + cause.getMessage(), cause);
  }

  private void onWritten(long bytes) throws IOException {
    requireWanted();
    unsyncedBytes += bytes;
    if (unsyncedBytes >= SYNC_STEP_BYTES) {
      unsyncedBytes = 0;
      fresh.sync();
    }
  }

  private void catchUp(FileChannel source) throws IOException {
    for (int i = 0;
        sameContents && i < ROUND_LIMIT && old.endOffset() - copiedOffset > LEFT_BYTES;
        i++) {
      long before = copiedOffset;
      copyFrom(source);
      onWritten(copiedOffset - before);
    }
  }

  private void copyFrom(FileChannel source) throws IOException {
    long end = old.endOffset();
    fresh.appendFrom(source, copiedOffset, end, buffer);
    copiedOffset = end;
  }

  @Override
  public void join() throws IOException {
    try {
      requireWanted();
      copyFrom(old.channel());
    } catch (IOException e) {
      throw failed(e);
    }
    log.onJoined();
  }

  @Override
  public void publish() throws IOException {
    enter();
    try {
      fresh.sync();
      takeName();
      Directories.syncParent(path);
      nameDurable = true;
    } catch (IOException e) {
      throw failed(e);
    } finally {
      leave();
    }
  }

  private synchronized void takeName() throws IOException {
    requireWanted();
    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    named = true;
  }

  @Override
  public void end() {
    log.onEnded(this);
  }

  @Override
  public void release() throws IOException {
    if (isNamed()) {
      old.close();
    }
  }

  private synchronized boolean isNamed() {
    return named;
  }

  /**
   * Whether the name leads to the new file after a crash, too. To be asked when {@link #publish}
   * has returned.
   */
  boolean isNameDurable() {
    return nameDurable;
  }

  /**
   * Leaves the old file as the log and frees the space of the new one.
   *
   * @return false if it is too late, because the new file has the name
   */
  synchronized boolean giveUp(String reason) {
    if (named) {
      return false;
    }
    if (givenUp.isEmpty()) {
      givenUp = reason;
      try {
        fresh.cutTo(0);
        Files.deleteIfExists(temporary);
        if (!busy) {
          fresh.close();
        }
      } catch (IOException e) {
        // The next one begins with deleting it.
        givenUp = reason + "; " + temporary + " stays: " + e.getMessage();
      }
    }
    return true;
  }

  private synchronized void requireWanted() throws IOException {
    if (!givenUp.isEmpty()) {
      throw new IOException("given up: " + givenUp);
    }
  }

  private synchronized void enter() throws IOException {
    requireWanted();
    busy = true;
  }

  private synchronized void leave() throws IOException {
    busy = false;
    if (!givenUp.isEmpty()) {
      fresh.close();
    }
  }
}
