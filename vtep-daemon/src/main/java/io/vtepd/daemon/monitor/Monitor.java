package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.MergedChanges;
import io.vtepd.ovsdb.table.RowChange;
import java.util.Optional;

/** One monitor of one session. Belongs to the thread that owns the database. */
public final class Monitor {

  private final UpdateMethod method;
  private final UpdateReceiver receiver;
  private final MergedChanges merged = new MergedChanges();
  private Json id;
  private ShapeEncoder encoder;

  /**
   * @param id any JSON; stands in each update
   */
  public Monitor(Json id, UpdateMethod method, ShapeEncoder encoder, UpdateReceiver receiver) {
    this.id = id;
    this.method = method;
    this.encoder = encoder;
    this.receiver = receiver;
  }

  public Json id() {
    return id;
  }

  /** {@code monitor_cond_change} may give a monitor another id. */
  public void rename(Json newId) {
    id = newId;
  }

  public UpdateMethod method() {
    return method;
  }

  public ShapeEncoder encoder() {
    return encoder;
  }

  void setEncoder(ShapeEncoder next) {
    encoder = next;
  }

  UpdateReceiver receiver() {
    return receiver;
  }

  /** The number of rows whose changes wait to be taken. */
  public int mergedRowCount() {
    return merged.rowCount();
  }

  void merge(ChangeSet commit) {
    boolean watched = false;
    for (RowChange change : commit.changes()) {
      if (encoder.watches(change.table())) {
        merged.add(change);
        watched = true;
      }
    }
    if (watched) {
      receiver.onMerged(this);
    }
  }

  /** Encodes what was merged and forgets it; empty if there is nothing that the shape shows. */
  public Optional<byte[]> takeMerged() {
    return merged.isEmpty() ? Optional.empty() : encoder.encode(merged.take());
  }
}
