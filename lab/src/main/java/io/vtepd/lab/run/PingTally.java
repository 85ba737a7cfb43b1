package io.vtepd.lab.run;

import java.time.Duration;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which requests of a ping were answered, read from its output. Not shared between threads. */
final class PingTally {

  /** Replies in a row that count as an answer: one may have been a leftover. */
  static final int ANSWERED_IN_A_ROW = 3;

  /** With {@code ping -D} the time of the reply stands first: seconds since 1970. */
  private static final Pattern REPLY =
      Pattern.compile("^(?:\\[(\\d+\\.\\d+)] )?\\d+ bytes from .*icmp_seq=(\\d+) .*time=([\\d.]+)");

  private static final Pattern SENT = Pattern.compile("(\\d+) packets transmitted");

  private final BitSet answered = new BitSet();
  private final Duration every;
  private int sent;
  private long shortestMs = Long.MAX_VALUE;
  private double newestSentMs;
  private boolean settled;

  /**
   * @param every the time between two requests
   */
  PingTally(Duration every) {
    this.every = every;
  }

  /** Takes a line of output; others than replies and the total say nothing. */
  void take(String line) {
    Matcher reply = REPLY.matcher(line);
    if (reply.find()) {
      answered.set(Integer.parseInt(reply.group(2)));
      double tripMs = Double.parseDouble(reply.group(3));
      shortestMs = Math.min(shortestMs, (long) tripMs);
      if (reply.group(1) != null) {
        newestSentMs = Math.max(newestSentMs, Double.parseDouble(reply.group(1)) * 1000 - tripMs);
      }
      return;
    }
    Matcher total = SENT.matcher(line);
    if (total.find()) {
      sent = Integer.parseInt(total.group(1));
    }
  }

  int received() {
    return answered.cardinality();
  }

  /** Whether a request was answered that was sent after that time, ms since 1970. */
  boolean hasAnswerSince(long timeMs) {
    return newestSentMs > timeMs;
  }

  /** Requests after the newest answered one are not judged: those before it had their time. */
  void settle() {
    settled = true;
  }

  /** Requests sent; 0 until the ping has ended. */
  int sent() {
    return sent;
  }

  /** Whether several requests in a row were answered. */
  boolean isAnswered() {
    int from = answered.nextSetBit(0);
    while (from >= 0) {
      int end = answered.nextClearBit(from);
      if (end - from >= ANSWERED_IN_A_ROW) {
        return true;
      }
      from = answered.nextSetBit(end);
    }
    return false;
  }

  /** Requests without reply. */
  int lost() {
    return judged() - answered.cardinality();
  }

  /** The longest run of requests without reply. */
  int longestGap() {
    int longest = 0;
    int current = 0;
    for (int sequence = 1; sequence <= judged(); sequence++) {
      current = answered.get(sequence) ? 0 : current + 1;
      longest = Math.max(longest, current);
    }
    return longest;
  }

  /** All but the last ones, which may have been on their way when the ping was ended. */
  private int judged() {
    if (settled) {
      return answered.length() - 1;
    }
    long more = answered.isEmpty() ? 0 : shortestMs / Math.max(1, every.toMillis());
    return Math.max(answered.length() - 1, sent - 1 - Math.toIntExact(more));
  }
}
