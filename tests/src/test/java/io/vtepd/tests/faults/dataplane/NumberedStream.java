package io.vtepd.tests.faults.dataplane;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Numbered datagrams in both directions at a steady rate, so that each lost one is known. */
final class NumberedStream implements AutoCloseable {

  /** Datagrams a second, in each direction. */
  static final int RATE = 200;

  /** So many in a row mean that traffic passes. */
  private static final int RUN = 20;

  /**
   * What became of one direction.
   *
   * @param lost how many of those that were sent never came
   * @param longestGap the most that were lost in a row
   */
  record Loss(long sent, long lost, long longestGap) {

    long longestGapMs() {
      return longestGap * 1000 / RATE;
    }
  }

  /** Both directions; the gateway's own station is near. */
  record Losses(Loss nearToFar, Loss farToNear) {

    long lost() {
      return nearToFar.lost() + farToNear.lost();
    }

    long longestGapMs() {
      return Math.max(nearToFar.longestGapMs(), farToNear.longestGapMs());
    }
  }

  /** The program on one guest. */
  private record End(Process process, BufferedWriter in, BufferedReader out) {

    static End start(GatewayLab lab, String own, String peer) throws IOException {
      String rate = Integer.toString(RATE);
      Process process = lab.python(own, "stream.py", lab.ip(own), lab.ip(peer), rate);
      return new End(process, process.outputWriter(), process.inputReader());
    }

    String ask(String command) throws IOException {
      in.write(command + "\n");
      in.flush();
      String answer = out.readLine();
      if (answer == null) {
        throw new IOException("the stream ended before it answered \"" + command + "\"");
      }
      return answer;
    }
  }

  private final End near;
  private final End far;

  private NumberedStream(End near, End far) {
    this.near = near;
    this.far = far;
  }

  static NumberedStream start(GatewayLab lab) throws IOException {
    return new NumberedStream(End.start(lab, "near", "far"), End.start(lab, "far", "near"));
  }

  /** Whether datagrams pass in both directions now. */
  boolean passes() throws IOException {
    return Long.parseLong(near.ask("run")) >= RUN && Long.parseLong(far.ask("run")) >= RUN;
  }

  /** Ends it and counts. What was sent before both ends were up is not judged. */
  Losses end() throws IOException {
    long sentNear = Long.parseLong(near.ask("stop"));
    long sentFar = Long.parseLong(far.ask("stop"));
    return new Losses(loss(far.ask("end"), sentNear), loss(near.ask("end"), sentFar));
  }

  /** The first range begins when the receiver was up. */
  private static Loss loss(String ranges, long sent) {
    List<long[]> came =
        Arrays.stream(ranges.split(" ", -1))
            .filter(text -> !text.isEmpty())
            .map(text -> {
              String[] ends = text.split("-", -1);
              return new long[] {Long.parseLong(ends[0]), Long.parseLong(ends[1])};
            })
            .toList();
    long next = came.isEmpty() ? 0 : came.getFirst()[0];
    long lost = 0;
    long longest = 0;
    for (long[] range : came) {
      lost += range[0] - next;
      longest = Math.max(longest, range[0] - next);
      next = range[1] + 1;
    }
    lost += sent - next;
    return new Loss(sent, lost, Math.max(longest, sent - next));
  }

  @Override
  public void close() {
    near.process().destroyForcibly();
    far.process().destroyForcibly();
  }
}
