package io.vtepd.lab.run;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * Packets of one VNI at one router, from the lines of {@code vtepd capture}. Each is counted by the
 * time at which the kernel saw it, which its line begins with: a capture may lag on a busy machine,
 * and what it tells late belongs to an earlier step.
 */
final class VniTally {

  /** Times that are kept; of more packets the oldest are not counted any more. */
  static final int KEPT_LIMIT = 1 << 16;

  private static final long DAY_US = ChronoUnit.DAYS.getDuration().toNanos() / 1000;

  private final long[] timesUs = new long[KEPT_LIMIT];
  private long packets;
  private String lastLine = "";

  /** Now, in the terms of {@link #since}: microseconds of the local day. */
  static long nowUs() {
    return LocalTime.now(ZoneId.systemDefault()).toNanoOfDay() / 1000;
  }

  /** Takes a line; one without a time is of now. */
  synchronized void take(String line) {
    timesUs[(int) (packets++ % KEPT_LIMIT)] = timeUs(line);
    lastLine = line;
  }

  private static long timeUs(String line) {
    int end = line.indexOf(' ');
    try {
      return LocalTime.parse(line.substring(0, Math.max(0, end))).toNanoOfDay() / 1000;
    } catch (DateTimeParseException e) {
      return nowUs();
    }
  }

  /**
   * Packets that passed at that time or later, in the last twelve hours: midnight may be between.
   */
  synchronized long since(long beginUs) {
    long count = 0;
    for (int index = 0; index < Math.min(packets, KEPT_LIMIT); index++) {
      if (Math.floorMod(timesUs[index] - beginUs, DAY_US) < DAY_US / 2) {
        count++;
      }
    }
    return count;
  }

  synchronized String lastLine() {
    return lastLine;
  }
}
