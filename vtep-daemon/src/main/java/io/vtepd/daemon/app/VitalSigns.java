package io.vtepd.daemon.app;

import io.vtepd.daemon.systemd.Supervisor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the parts of the process answer when they are asked how they are. For any thread. */
final class VitalSigns implements Supervisor.Vitals {

  private final List<Supplier<CompletableFuture<?>>> pulses = new CopyOnWriteArrayList<>();
  private final List<Supplier<CompletableFuture<String>>> conditions = new CopyOnWriteArrayList<>();

  /**
   * @param question answered as long as that part lives; without it the process is of no use
   */
  void addPulse(Supplier<CompletableFuture<?>> question) {
    pulses.add(question);
  }

  /**
   * @param question answered with how that part stands, in few words
   */
  void addCondition(Supplier<CompletableFuture<String>> question) {
    conditions.add(question);
  }

  @Override
  public CompletableFuture<Void> pulse() {
    return CompletableFuture.allOf(
        pulses.stream().map(Supplier::get).toArray(CompletableFuture[]::new));
  }

  @Override
  public CompletableFuture<String> condition() {
    List<CompletableFuture<String>> answers = conditions.stream().map(Supplier::get).toList();
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> answers.stream().map(CompletableFuture::join).collect(Collectors.joining("; ")));
  }
}
