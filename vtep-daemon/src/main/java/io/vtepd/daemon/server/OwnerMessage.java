package io.vtepd.daemon.server;

import io.vtepd.daemon.monitor.EncodedContents;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.operation.TransactionResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** All that other threads ask of the owner. */
sealed interface OwnerMessage {

  /** A channel is ready for OVSDB. */
  record Opened(Session session) implements OwnerMessage {}

  /**
   * A piece of input was read.
   *
   * @param isShort whether executing it is sure to be short
   */
  record Received(Session session, RequestBatch batch, boolean isShort) implements OwnerMessage {
    Received(Session session, RequestBatch batch) {
      this(session, batch, ShortRequests.isShort(batch));
    }
  }

  /** No request follows: answer those that came, then close. */
  record InputEnded(Session session) implements OwnerMessage {}

  /** A session that was backlogged has read enough to go on. */
  record Drained(Session session) implements OwnerMessage {}

  /** The channel is closed. */
  record Closed(Session session) implements OwnerMessage {}

  /**
   * An encoding has ended.
   *
   * @param contents empty if nothing is to be told
   */
  record Encoded(EncodingJob job, Optional<EncodedContents> contents) implements OwnerMessage {}

  /** An encoding has failed, which is a bug or want of memory. */
  record EncodingFailed(EncodingJob job, Throwable cause) implements OwnerMessage {}

  /**
   * A job of the disk thread has ended.
   *
   * @param failure empty if it went well
   */
  record DiskJobEnded(DiskJob job, Optional<Throwable> failure) implements OwnerMessage {}

  /** A transaction of this process. */
  record LocalTransact(
      String database, List<Operation> operations, CompletableFuture<TransactionResult> result)
      implements OwnerMessage {}

  /** A reader of this process comes. */
  record Subscribe(String database, LocalSubscription subscription) implements OwnerMessage {}

  /** A reader of this process goes. */
  record Unsubscribe(LocalSubscription subscription) implements OwnerMessage {}

  /** A database is to be served from now on. */
  record Add(HostedDatabase database, CompletableFuture<Void> done) implements OwnerMessage {}

  /** A database is no longer to be served. */
  record Remove(String database, CompletableFuture<Void> done) implements OwnerMessage {}

  /** A database's log is to be written anew. */
  record Compact(String database, CompletableFuture<Void> done) implements OwnerMessage {}

  /** A turn on an I/O thread ended in a bug or want of memory: the state is not to be trusted. */
  record TurnFailed(Throwable cause) implements OwnerMessage {}

  /** Clients may write no more, or again. */
  record SetReadOnly(boolean readOnly, CompletableFuture<Void> done) implements OwnerMessage {}

  /** Ends the owner thread. */
  record Stop() implements OwnerMessage {}

  /** Work on the owner's state that answers a question of the process itself. */
  record Inspect(Runnable question) implements OwnerMessage {}
}
