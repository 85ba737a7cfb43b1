package io.vtepd.lab.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Time of all processors since the boot, in clock ticks: the first line of /proc/stat.
 *
 * @param busy neither idle nor waiting for a disk
 */
record CpuTime(long busy, long all) {

  static CpuTime now() throws IOException {
    return parse(Files.readAllLines(Path.of("/proc/stat")).getFirst());
  }

  static CpuTime parse(String line) {
    String[] fields = line.strip().split("\\s+", -1);
    long all = 0;
    for (int i = 1; i < Math.min(fields.length, 9); i++) {
      all += Long.parseLong(fields[i]);
    }
    return new CpuTime(all - Long.parseLong(fields[4]) - Long.parseLong(fields[5]), all);
  }

  /** How much of all processors was busy since an earlier time, in percent. */
  double percentSince(CpuTime earlier) {
    return all == earlier.all ? 0 : 100.0 * (busy - earlier.busy) / (all - earlier.all);
  }
}
