package io.vtepd.daemon.server;

import io.vtepd.ovsdb.table.Commit;
import io.vtepd.ovsdb.table.CommitSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A reader of this process. Calls its listener only while it is open. */
final class LocalSubscription implements CommitSource.Subscription {

  private static final Logger LOG = LoggerFactory.getLogger(LocalSubscription.class);

  private final CommitSource.Listener listener;
  private final Consumer<LocalSubscription> onClose;
  private boolean closed;

  LocalSubscription(CommitSource.Listener listener, Consumer<LocalSubscription> onClose) {
    this.listener = listener;
    this.onClose = onClose;
  }

  /** A listener that throws is told no more. */
  synchronized void tell(Commit commit) {
    if (!closed) {
      guarded(() -> listener.onCommit(commit));
    }
  }

  synchronized void tellLost(String reason) {
    if (!closed) {
      guarded(() -> listener.onLost(reason));
    }
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      closed = true;
      LOG.error("event=subscriber-failed: it is told no more", e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    onClose.accept(this);
  }
}
