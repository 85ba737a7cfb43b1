package io.vtepd.lab.run;

import io.vtepd.lab.step.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A running ping, and which of its requests were answered. */
public final class Pinging {

  /** Replies in a row that count as an answer: one may have been a leftover. */
  static final int ANSWERED_IN_A_ROW = 3;

  private static final Pattern REPLY = Pattern.compile("bytes from .*icmp_seq=(\\d+) ");
  private static final Pattern SENT = Pattern.compile("(\\d+) packets transmitted");
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final Action.Ping ping;
  private final Process process;
  private final Thread reader;
  private final BitSet answered = new BitSet();
  private int sent;
  private boolean broken;

  private Pinging(Action.Ping ping, Process process) {
    this.ping = ping;
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static Pinging start(Lab lab, Action.Ping ping) throws IOException {
    String seconds =
        BigDecimal.valueOf(ping.every().toMillis())
            .divide(BigDecimal.valueOf(1000), 3, RoundingMode.HALF_UP)
            .toPlainString();
    List<String> command =
        List.of("ping", "-n", "-i", seconds, lab.guest(ping.to()).ip().address());
    ProcessBuilder builder = new ProcessBuilder(lab.namespace(ping.from()).enter(command));
    builder.environment().putAll(lab.environment(ping.from()));
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    return new Pinging(ping, builder.start());
  }

  Action.Ping ping() {
    return ping;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line);
      }
    } catch (IOException e) {
      synchronized (this) {
        broken = true;
      }
    }
  }

  private synchronized void take(String line) {
    Matcher reply = REPLY.matcher(line);
    if (reply.find()) {
      answered.set(Integer.parseInt(reply.group(1)));
      return;
    }
    Matcher total = SENT.matcher(line);
    if (total.find()) {
      sent = Integer.parseInt(total.group(1));
    }
  }

  synchronized int received() {
    return answered.cardinality();
  }

  /** Whether several requests in a row were answered. */
  synchronized boolean isAnswered() {
    for (int from = answered.nextSetBit(0); from >= 0; ) {
      int end = answered.nextClearBit(from);
      if (end - from >= ANSWERED_IN_A_ROW) {
        return true;
      }
      from = answered.nextSetBit(end);
    }
    return false;
  }

  /** Ends the ping as Ctrl-C does, so that it prints how many it sent. */
  void end() throws IOException, InterruptedException {
    if (process.isAlive()) {
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
    if (!process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    reader.join();
    synchronized (this) {
      if (broken) {
        throw new IOException("the output of ping could not be read");
      }
    }
  }

  /** Ends the ping; nobody asks how it went. */
  void abort() {
    process.destroyForcibly();
  }

  synchronized int sent() {
    return sent;
  }

  /** Requests without reply; the last one may have been on its way when the ping was ended. */
  synchronized int lost() {
    int last = Math.max(answered.length() - 1, sent - 1);
    int lost = 0;
    for (int sequence = 1; sequence <= last; sequence++) {
      if (!answered.get(sequence)) {
        lost++;
      }
    }
    return lost;
  }

  /** The longest run of requests without reply, as time. */
  synchronized Duration longestOutage() {
    int last = Math.max(answered.length() - 1, sent - 1);
    int longest = 0;
    int current = 0;
    for (int sequence = 1; sequence <= last; sequence++) {
      current = answered.get(sequence) ? 0 : current + 1;
      longest = Math.max(longest, current);
    }
    return ping.every().multipliedBy(longest);
  }
}
