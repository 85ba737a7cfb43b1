package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.List;

/** Keeps nothing: for a database whose contents end with the process, such as {@code _Server}. */
public final class MemoryLog implements DatabaseLog {

  @Override
  public void append(ChangeSet changes, List<String> comments, long dateMs) {}

  @Override
  public void sync() {}

  @Override
  public void compact(Snapshot contents, long dateMs) {}

  @Override
  public long sizeBytes() {
    return 0;
  }

  @Override
  public void close() {}
}
