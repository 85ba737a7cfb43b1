package io.vtepd.daemon.app;

import io.vtepd.bridge.openvswitch.SwitchStanding;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.metrics.Metric;
import io.vtepd.daemon.metrics.Samples;
import io.vtepd.daemon.web.Page;
import io.vtepd.daemon.web.Pages;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The pages for monitoring systems: metrics, {@code /livez}, {@code /readyz}. */
final class Monitoring implements Pages {

  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final Observed observed;
  private final Pulse pulse;
  private final Map<String, LongAdder> limitHits = new ConcurrentHashMap<>();

  Monitoring(Observed observed, Pulse pulse) {
    this.observed = observed;
    this.pulse = pulse;
    // So that the first question finds the contents.
    observed.contents().forEach(LatestContents::look);
  }

  /** A request for a page was over a limit. */
  void onLimit(String name) {
    limitHits.computeIfAbsent(name, any -> new LongAdder()).increment();
  }

  @Override
  public Optional<CompletionStage<Page>> get(String path) {
    return switch (path) {
      case "/metrics" -> Optional.of(metrics());
      case "/metrics/bindings" -> Optional.of(CompletableFuture.completedFuture(bindings()));
      case "/livez" -> Optional.of(CompletableFuture.completedFuture(alive()));
      case "/readyz" -> Optional.of(ready());
      default -> Optional.empty();
    };
  }

  private CompletionStage<Page> ready() {
    return observed
        .remoteViews()
        .thenCombine(observed.switches(), (remotes, all) -> page(readiness(remotes, all)));
  }

  private CompletionStage<Page> metrics() {
    return observed.remoteViews().thenCombine(observed.switches(), this::metrics);
  }

  private Page metrics(List<Remotes.View> remotes, List<SwitchStanding> switches) {
    boolean ready = isReady(readiness(remotes, switches));
    var samples = MetricsReading.of(observed, ready, remotes, switches);
    limitHits.forEach((name, hits) -> samples.add(Metric.LIMIT_HITS, hits.sum(), name));
    return new Page(200, METRICS, samples.text());
  }

  private Page bindings() {
    Samples samples = new Samples();
    observed.contents().stream()
        .flatMap(latest -> latest.look().stream())
        .forEach(now -> MetricsReading.addBindings(samples, now));
    return new Page(200, METRICS, samples.text());
  }

  private Page alive() {
    return pulse.isAlive()
        ? Page.of("ok\n")
        : Page.of(503, "the owner of the databases is silent for " + pulse.silenceMs() + " ms");
  }

  /** What has to be so, by name, with how it is. */
  private Map<String, Boolean> readiness(
      List<Remotes.View> remotes, List<SwitchStanding> switches) {
    Map<String, Boolean> all = observed.readyConditions().of(remotes, switches);
    all.put("alive", pulse.isAlive());
    return all;
  }

  private static boolean isReady(Map<String, Boolean> readiness) {
    return !readiness.containsValue(false);
  }

  private static Page page(Map<String, Boolean> readiness) {
    StringBuilder text = new StringBuilder();
    readiness.forEach((name, so) -> text.append(name).append(so ? " ok\n" : " NOT YET\n"));
    return new Page(isReady(readiness) ? 200 : 503, "text/plain; charset=utf-8", text.toString());
  }
}
