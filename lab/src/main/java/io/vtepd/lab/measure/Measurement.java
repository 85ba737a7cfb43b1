package io.vtepd.lab.measure;

import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.run.Iperf;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** All runs: a warm-up of each variant that is dropped, then the rounds in rotated order. */
final class Measurement {

  /** A way over memory carries less than this in UDP, whatever the size of its frames. */
  private static final long FRAMES_A_SECOND_LIMIT = 2_000_000;

  private static final double RETRY_FACTOR = 0.85;
  private static final int RETRIES = 3;

  /** A run of iperf3 or ping. */
  private interface Run<T> {
    T run() throws IOException, InterruptedException, LabFailure;
  }

  private final MeasureLab built;
  private final Settings settings;
  private final Consumer<String> progress;
  private final Iperf iperf;
  private final List<Sample> samples = new ArrayList<>();
  private final Map<Variant, List<Latency>> idle = new EnumMap<>(Variant.class);
  private final Map<Variant, List<Latency>> loaded = new EnumMap<>(Variant.class);
  private final Map<Variant, Map<Integer, Long>> rates = new EnumMap<>(Variant.class);
  private int round;
  private int order;

  Measurement(MeasureLab built, Settings settings, Consumer<String> progress) {
    this.built = built;
    this.settings = settings;
    this.progress = progress;
    this.iperf = new Iperf(built.lab());
  }

  void run() throws IOException, InterruptedException, LabFailure {
    for (Variant variant : Variant.values()) {
      progress.accept("warm-up of " + variant.id());
      built.pause(variant);
      warmUp(variant);
    }
    Variant[] variants = Variant.values();
    for (round = 1; round <= settings.rounds(); round++) {
      for (order = 1; order <= variants.length; order++) {
        Variant variant = variants[(round + order - 2) % variants.length];
        progress.accept("round " + round + " of " + settings.rounds() + ": " + variant.id());
        built.pause(variant);
        measure(variant);
      }
    }
  }

  /** Runs once what is not counted, and looks for the rates of UDP. */
  private void warmUp(Variant variant) throws IOException, InterruptedException {
    Map<Integer, Long> found = new HashMap<>();
    rates.put(variant, found);
    try {
      if (!settings.isTrial()) {
        iperf.tcp(variant.ends(), 1);
      }
      for (int frame : settings.frames()) {
        long top = FRAMES_A_SECOND_LIMIT * frame * 8;
        found.put(
            frame,
            RateSearch.find(
                top, settings.probes(), rate -> iperf.udp(variant.ends(), 1, frame, rate)));
      }
    } catch (LabFailure e) {
      // The rounds meet the same fault and make a row of it.
      progress.accept("warm-up of " + variant.id() + ": " + e.getMessage());
    }
  }

  private void measure(Variant variant) throws IOException, InterruptedException {
    throughput(
        variant, "tcp", OptionalInt.empty(), () -> iperf.tcp(variant.ends(), settings.seconds()));
    for (int frame : settings.frames()) {
      throughput(variant, "udp", OptionalInt.of(frame), () -> atRate(variant, frame));
    }
    latency(variant, "latency-idle", idle, () -> pings(variant));
    latency(variant, "latency-loaded", loaded, () -> underLoad(variant));
  }

  /** A run at the rate that was found, at less if that loses too much now. */
  private Iperf.Outcome atRate(Variant variant, int frame)
      throws IOException, InterruptedException, LabFailure {
    Long rate = rates.get(variant).get(frame);
    if (rate == null) {
      throw new LabFailure("no rate was found, as the warm-up failed");
    }
    Iperf.Outcome outcome = iperf.udp(variant.ends(), settings.seconds(), frame, rate);
    for (int i = 0; i < RETRIES && outcome.lossPercent() > RateSearch.LOSS_PERCENT; i++) {
      rate = Math.round(rate * RETRY_FACTOR);
      outcome = iperf.udp(variant.ends(), settings.seconds(), frame, rate);
    }
    return outcome;
  }

  private Latency pings(Variant variant) throws IOException, InterruptedException, LabFailure {
    return Latency.measure(built.lab(), variant, settings.pings());
  }

  /** Pings while TCP takes what it can get. */
  private Latency underLoad(Variant variant) throws IOException, InterruptedException, LabFailure {
    Callable<Iperf.Outcome> load = () -> iperf.tcp(variant.ends(), settings.loadSeconds());
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Iperf.Outcome> running = executor.submit(load);
      try {
        Latency latency = pings(variant);
        running.get();
        return latency;
      } catch (ExecutionException e) {
        throw new LabFailure("the load failed: " + e.getCause().getMessage());
      } finally {
        running.cancel(true);
      }
    }
  }

  /** What is measured, in the words of the CSV file. */
  private record Subject(
      Variant variant, String test, OptionalInt frame, String direction, String first) {

    static Subject throughput(Variant variant, String test, OptionalInt frame) {
      return new Subject(variant, test, frame, "forward", "throughput");
    }

    static Subject latency(Variant variant, String test) {
      return new Subject(variant, test, OptionalInt.empty(), "round-trip", "p50");
    }
  }

  private void throughput(Variant variant, String test, OptionalInt frame, Run<Iperf.Outcome> run)
      throws IOException, InterruptedException {
    timed(
        Subject.throughput(variant, test, frame),
        () -> {
          Iperf.Outcome outcome = run.run();
          Map<String, Double> metrics = new LinkedHashMap<>();
          metrics.put("throughput", outcome.bitsPerSecond());
          if (frame.isPresent()) {
            metrics.put("loss", outcome.lossPercent());
          }
          return metrics;
        });
  }

  private void latency(
      Variant variant, String test, Map<Variant, List<Latency>> kept, Run<Latency> run)
      throws IOException, InterruptedException {
    timed(
        Subject.latency(variant, test),
        () -> {
          Latency latency = run.run();
          kept.computeIfAbsent(variant, _ -> new ArrayList<>()).add(latency);
          Map<String, Double> metrics = new LinkedHashMap<>();
          for (String metric : List.of("p50", "p90", "p99", "p99.9", "max")) {
            metrics.put(metric, latency.metrics().get(metric));
          }
          metrics.put("loss", latency.lossPercent());
          return metrics;
        });
  }

  /** A row for each metric that a run brings; one that fails is a row, too. */
  private void timed(Subject subject, Run<Map<String, Double>> run)
      throws IOException, InterruptedException {
    CpuTime before = CpuTime.now();
    long began = System.nanoTime();
    try {
      Map<String, Double> metrics = run.run();
      double cpu = CpuTime.now().percentSince(before);
      metrics.forEach(
          (metric, value) -> add(subject, metric, OptionalDouble.of(value), began, "", cpu));
    } catch (LabFailure e) {
      String why = String.valueOf(e.getMessage());
      progress.accept(subject.test() + " of " + subject.variant().id() + " failed: " + why);
      add(subject, subject.first(), OptionalDouble.empty(), began, why, 0);
    }
  }

  private static String unit(String metric) {
    return switch (metric) {
      case "throughput" -> "bit/s";
      case "loss" -> "percent";
      default -> "us";
    };
  }

  private void add(
      Subject subject,
      String metric,
      OptionalDouble value,
      long began,
      String error,
      double cpuPercent) {
    samples.add(
        new Sample(
            round,
            order,
            subject.variant(),
            subject.test(),
            subject.frame(),
            subject.direction(),
            metric,
            value,
            unit(metric),
            (System.nanoTime() - began) / 1e9,
            error,
            cpuPercent));
  }

  List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Pings of all rounds by variant, without and with load. */
  Map<Variant, List<Latency>> idle() {
    return Map.copyOf(idle);
  }

  Map<Variant, List<Latency>> loaded() {
    return Map.copyOf(loaded);
  }
}
