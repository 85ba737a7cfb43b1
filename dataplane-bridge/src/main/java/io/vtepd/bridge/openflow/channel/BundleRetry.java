package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.channel.BundleResult.Refusal;
import io.vtepd.bridge.openflow.message.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Repeats a bundle without what was refused. One future's stage follows the other: no shared state.
 */
final class BundleRetry {

  private final OpenFlowChannel channel;
  private final int rounds;
  private final List<Placed> left = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();

  /** A change that is still to be sent, and its place in the caller's list. */
  private record Placed(int place, Change change) {}

  BundleRetry(OpenFlowChannel channel, int rounds, List<? extends Change> changes) {
    this.channel = channel;
    this.rounds = rounds;
    for (Change change : changes) {
      left.add(new Placed(left.size(), change));
    }
  }

  CompletableFuture<List<Refusal>> run() {
    return round(1);
  }

  private CompletableFuture<List<Refusal>> round(int number) {
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(result());
    }
    return channel.commit(changes()).thenCompose(result -> next(number, result));
  }

  private CompletableFuture<List<Refusal>> next(int number, BundleResult result) {
    return switch (result) {
      case BundleResult.Committed _ -> CompletableFuture.completedFuture(result());
      case BundleResult.Refused(List<Refusal> refusals, String _)
          when number < rounds && !refusals.isEmpty() -> {
        leaveOut(refusals);
        yield round(number + 1);
      }
      case BundleResult.Refused(List<Refusal> refusals, String _) -> {
        leaveOut(refusals);
        yield channel.sendOneByOne(changes()).thenApply(this::last);
      }
    };
  }

  private List<Refusal> last(List<Refusal> refusals) {
    leaveOut(refusals);
    return result();
  }

  private void leaveOut(List<Refusal> refusals) {
    refusals.stream()
        .sorted(Comparator.comparingInt(Refusal::index).reversed())
        .forEach(this::leaveOut);
  }

  private void leaveOut(Refusal refusal) {
    Placed out = left.remove(refusal.index());
    refused.add(new Refusal(out.place(), out.change(), refusal.error()));
  }

  private List<Change> changes() {
    return left.stream().map(Placed::change).toList();
  }

  private List<Refusal> result() {
    return refused.stream().sorted(Comparator.comparingInt(Refusal::index)).toList();
  }
}
