package io.vtepd.daemon.systemd;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Whether systemd wants a sign of life, sd_watchdog_enabled(3).
 *
 * @param limit without a sign for so long the process is killed and started anew; empty if nobody
 *     waits for one
 */
record Watchdog(Optional<Duration> limit) {

  /**
   * @param environment with WATCHDOG_USEC, and WATCHDOG_PID if that is for one process alone
   * @param pid ours
   * @throws IllegalArgumentException if WATCHDOG_USEC is no number above 0
   */
  static Watchdog of(Map<String, String> environment, long pid) {
    String microseconds = environment.get("WATCHDOG_USEC");
    String meant = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    if (microseconds == null || !meant.equals(Long.toString(pid))) {
      return new Watchdog(Optional.empty());
    }
    if (!microseconds.matches("[1-9][0-9]{0,17}")) {
      throw new IllegalArgumentException(
          "WATCHDOG_USEC '" + microseconds + "': expected a number of microseconds");
    }
    return new Watchdog(Optional.of(Duration.of(Long.parseLong(microseconds), ChronoUnit.MICROS)));
  }
}
