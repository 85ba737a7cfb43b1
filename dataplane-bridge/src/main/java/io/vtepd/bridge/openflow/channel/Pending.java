package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.message.Message;
import io.vtepd.bridge.openflow.message.ReplyBody;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A request that waits for its answer. Used on the I/O thread alone. */
sealed interface Pending {

  /** Fails the request's future. */
  void fail(OpenFlowException reason);

  /** Takes an answer; true when the request is done. */
  boolean accept(Message reply);

  /** Answered by one message. */
  record Single(CompletableFuture<Message> future) implements Pending {

    @Override
    public void fail(OpenFlowException reason) {
      future.completeExceptionally(reason);
    }

    @Override
    public boolean accept(Message reply) {
      future.complete(reply);
      return true;
    }
  }

  /** Answered by parts; each part's entries are gathered. */
  final class Multipart<T> implements Pending {

    private final CompletableFuture<List<T>> future;
    private final Function<ReplyBody, List<T>> entriesOf;
    private final int entryLimit;
    private final List<T> entries = new ArrayList<>();

    Multipart(
        CompletableFuture<List<T>> future, Function<ReplyBody, List<T>> entriesOf, int entryLimit) {
      this.future = future;
      this.entriesOf = entriesOf;
      this.entryLimit = entryLimit;
    }

    @Override
    public void fail(OpenFlowException reason) {
      future.completeExceptionally(reason);
    }

    @Override
    public boolean accept(Message reply) {
      if (!(reply instanceof Message.MultipartReply part)) {
        future.completeExceptionally(
            new IllegalStateException("a multipart request was answered by " + reply));
        return true;
      }
      if (!future.isDone()) {
        gather(part);
      }
      if (!part.more()) {
        future.complete(entries);
      }
      return !part.more();
    }

    /** Beyond the limit the future fails, and the further parts are passed over until the last. */
    private void gather(Message.MultipartReply part) {
      List<T> more = entriesOf.apply(part.body());
      if (entries.size() + more.size() > entryLimit) {
        entries.clear();
        fail(new OpenFlowException.LimitReached(entryLimit + " entries of an answer"));
        return;
      }
      entries.addAll(more);
    }
  }
}
