package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.channel.BundleResult.Refusal;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Message;
import io.vtepd.bridge.openflow.message.Message.Frame;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Changes under way, with xids in a row: an error's xid gives the change's place. Used on the I/O
 * thread alone.
 */
abstract sealed class ChangeRun permits BundleRun, LooseRun {

  private final Session session;
  private final int firstXid;
  private final List<? extends Change> changes;
  private final SortedMap<Integer, Refusal> refusals = new TreeMap<>();

  ChangeRun(Session session, List<? extends Change> changes) {
    this.session = session;
    this.changes = changes;
    this.firstXid = session.xids(Math.max(1, changes.size())).value();
  }

  /** Sends the first messages. */
  abstract void start();

  /** The connection is gone. */
  abstract void fail(Throwable reason);

  /** The message that carries one change. */
  abstract Message wrap(Change change);

  Session session() {
    return session;
  }

  /** By place. */
  List<Refusal> refusals() {
    return List.copyOf(refusals.values());
  }

  /** All changes as messages, made when the connection has room for them. */
  Iterator<Frame> frames() {
    return IntStream.range(0, changes.size())
        .mapToObj(index -> new Frame(new Xid(firstXid + index), wrap(changes.get(index))))
        .iterator();
  }

  /** Takes an error for itself when its xid is one of the changes'. */
  boolean onError(Xid xid, OpenFlowError error) {
    int index = xid.value() - firstXid;
    if (index < 0 || index >= changes.size()) {
      return false;
    }
    refusals.putIfAbsent(index, new Refusal(index, changes.get(index), error));
    return true;
  }
}
