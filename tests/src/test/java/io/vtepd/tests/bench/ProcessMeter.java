package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a process takes of the machine, as Linux counts it. */
public record ProcessMeter(long pid) {

  private static final Pattern SPACE = Pattern.compile(" ");

  /** Of user space; the same on all machines. */
  private static final double TICKS_PER_SECOND = 100;

  /** What it occupies of the machine's memory. */
  public long residentBytes() throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException(status + " has no VmRSS");
  }

  /**
   * The processor time that all of its threads, and the programs that it has run to their end, have
   * taken: steadier than the clock on a machine that does other things, too.
   */
  public double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    List<String> fields = SPACE.splitAsStream(stat.substring(stat.lastIndexOf(')') + 2)).toList();
    long ticks = fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum();
    return ticks / TICKS_PER_SECOND;
  }
}
