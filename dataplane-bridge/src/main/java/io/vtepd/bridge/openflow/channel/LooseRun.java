package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.channel.BundleResult.Refusal;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Changes that are sent one by one, ended by a barrier. */
final class LooseRun extends ChangeRun {

  private final CompletableFuture<List<Refusal>> result;

  LooseRun(
      Session session, List<? extends Change> changes, CompletableFuture<List<Refusal>> result) {
    super(session, changes);
    this.result = result;
  }

  @Override
  void start() {
    session().outbox().send(frames());
    session().internalRequest(new Message.BarrierRequest()).whenComplete(this::onBarrier);
  }

  private void onBarrier(Message reply, Throwable failure) {
    session().end(this);
    if (failure == null) {
      result.complete(refusals());
    } else {
      result.completeExceptionally(failure);
    }
  }

  @Override
  Message wrap(Change change) {
    return change;
  }

  @Override
  void fail(Throwable reason) {
    result.completeExceptionally(reason);
  }
}
