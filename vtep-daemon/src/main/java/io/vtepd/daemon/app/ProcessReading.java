package io.vtepd.daemon.app;

import io.vtepd.daemon.metrics.Metric;
import io.vtepd.daemon.metrics.Samples;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the process takes of the machine. */
final class ProcessReading {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessReading.class);
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String RESIDENT = "VmRSS:";
  private static final long MS_PER_S = 1_000;

  private ProcessReading() {}

  static void add(Samples samples) {
    ProcessHandle.Info process = ProcessHandle.current().info();
    process
        .startInstant()
        .map(Instant::getEpochSecond)
        .ifPresent(at -> samples.add(Metric.START_TIME, at));
    process
        .totalCpuDuration()
        .map(Duration::toMillis)
        .ifPresent(ms -> samples.add(Metric.CPU_SECONDS, (double) ms / MS_PER_S));
    Runtime runtime = Runtime.getRuntime();
    samples.add(Metric.HEAP_USED, runtime.totalMemory() - runtime.freeMemory());
    samples.add(Metric.HEAP_MOST, runtime.maxMemory());
    double collectingMs = 0;
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      collectingMs += Math.max(0, each.getCollectionTime());
    }
    samples.add(Metric.GC_SECONDS, collectingMs / MS_PER_S);
    try {
      addOfSystem(samples);
    } catch (IOException e) {
      LOG.debug("event=no-proc-file-system", e);
    }
  }

  private static void addOfSystem(Samples samples) throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(RESIDENT)) {
        long kilobytes =
            Long.parseLong(line.substring(RESIDENT.length()).replace("kB", "").strip());
        samples.add(Metric.RESIDENT_BYTES, kilobytes << 10);
      }
    }
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      samples.add(Metric.OPEN_DESCRIPTORS, open.count());
    }
  }
}
