package io.vtepd.daemon.server;

import io.vtepd.daemon.monitor.EncodedContents;
import io.vtepd.daemon.monitor.Monitor;
import io.vtepd.daemon.monitor.ShapeEncoder;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.Optional;

/**
 * {@code monitor_cond_change}: finds the rows that begin or cease to count, tells them, then
 * answers.
 */
final class ConditionChange implements EncodingJob {

  private final Session session;
  private final Json requestId;
  private final Monitor monitor;
  private final ShapeEncoder before;
  private final ShapeEncoder after;
  private final Snapshot snapshot;

  /**
   * @param monitor has its new shape already, and merges commits after the snapshot
   */
  ConditionChange(
      Session session, Json requestId, Monitor monitor, ShapeEncoder before, Snapshot snapshot) {
    this.session = session;
    this.requestId = requestId;
    this.monitor = monitor;
    this.before = before;
    this.after = monitor.encoder();
    this.snapshot = snapshot;
  }

  @Override
  public Optional<EncodedContents> encode() {
    return before.transition(after, snapshot);
  }

  @Override
  public void onEncoded(Optional<EncodedContents> contents) {
    session.onContents(contents.map(c -> new Outgoing.Update(monitor.method(), monitor.id(), c)));
    session.reply(requestId, Json.emptyObject());
  }

  /** The client knows rows of the old condition and would get updates of the new one. */
  @Override
  public void onFailed() {
    session.port().cut("the rows of a changed condition could not be encoded");
  }
}
