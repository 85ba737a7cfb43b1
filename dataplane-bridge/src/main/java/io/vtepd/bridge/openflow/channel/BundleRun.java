package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.message.BundleStep;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.Message;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One bundle under way: OPEN, all ADDs, BARRIER; when the barrier is answered and no ADD was
 * refused, COMMIT and another BARRIER, else DISCARD. The first barrier is there because Open
 * vSwitch commits the rest of a bundle whose ADD it refused, which would not be atomic.
 */
final class BundleRun extends ChangeRun {

  private static final int ATOMIC_AND_ORDERED = 3;

  private final int bundleId;
  private final CompletableFuture<BundleResult> result;
  private final Xid openXid;
  private Optional<OpenFlowError> lost = Optional.empty();

  BundleRun(
      Session session,
      int bundleId,
      List<? extends Change> changes,
      CompletableFuture<BundleResult> result) {
    super(session, changes);
    this.bundleId = bundleId;
    this.result = result;
    this.openXid = session.xids(1);
  }

  /**
   * A switch that hears nothing of a bundle for 10 s drops it, and names the message that opened
   * it; what comes later would be a bundle of its own, and so the rest without the beginning.
   */
  @Override
  boolean onError(Xid xid, OpenFlowError error) {
    if (xid.equals(openXid)) {
      lost = Optional.of(error);
      return true;
    }
    return super.onError(xid, error);
  }

  @Override
  void start() {
    CompletableFuture<Message> opened =
        session().internalRequest(openXid, control(BundleStep.OPEN));
    session().outbox().send(frames());
    barrier().thenCombine(opened, (barrier, open) -> open).whenComplete(this::onAdded);
  }

  private void onAdded(Message reply, Throwable failure) {
    if (failure != null) {
      finish(failure);
    } else if (refusals().isEmpty() && lost.isEmpty()) {
      CompletableFuture<Message> committed = step(BundleStep.COMMIT);
      barrier()
          .thenCombine(committed, (barrier, commit) -> commit)
          .whenComplete((done, refused) -> finish(refused));
    } else {
      step(BundleStep.DISCARD).whenComplete((done, refused) -> finish(refused));
    }
  }

  private void finish(Throwable failure) {
    session().end(this);
    Throwable cause = failure != null && failure.getCause() != null ? failure.getCause() : failure;
    if (cause instanceof OpenFlowException.Refused refused) {
      result.complete(new BundleResult.Refused(refusals(), refused.error().summary()));
    } else if (cause != null) {
      result.completeExceptionally(cause);
    } else if (lost.isPresent()) {
      result.complete(new BundleResult.Refused(refusals(), lost.get().summary()));
    } else if (refusals().isEmpty()) {
      result.complete(new BundleResult.Committed());
    } else {
      result.complete(new BundleResult.Refused(refusals(), "messages were refused"));
    }
  }

  private CompletableFuture<Message> step(BundleStep step) {
    return session().internalRequest(control(step));
  }

  private Message control(BundleStep step) {
    return new Message.BundleControl(bundleId, step, ATOMIC_AND_ORDERED);
  }

  private CompletableFuture<Message> barrier() {
    return session().internalRequest(new Message.BarrierRequest());
  }

  @Override
  Message wrap(Change change) {
    return new Message.BundleAdd(bundleId, ATOMIC_AND_ORDERED, change);
  }

  @Override
  void fail(Throwable reason) {
    result.completeExceptionally(reason);
  }
}
