package io.vtepd.lab.run;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.step.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running ping, and which of its requests were answered. */
public final class Pinging {

  private static final Duration END_LIMIT = Duration.ofSeconds(20);
  private static final Duration FINISH_LIMIT = Duration.ofSeconds(3);

  private final Action.Ping ping;
  private final Process process;
  private final Thread reader;
  private final PingTally tally;
  private boolean broken;

  private Pinging(Action.Ping ping, Process process) {
    this.ping = ping;
    this.tally = new PingTally(ping.every());
    this.process = process;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  static Pinging start(Lab lab, Action.Ping ping) throws IOException {
    String seconds =
        BigDecimal.valueOf(ping.every().toMillis())
            .divide(BigDecimal.valueOf(1000), 3, RoundingMode.HALF_UP)
            .toPlainString();
    List<String> command =
        List.of("ping", "-n", "-D", "-i", seconds, lab.guest(ping.to()).ip().address());
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
    tally.take(line);
  }

  synchronized int received() {
    return tally.received();
  }

  synchronized boolean isAnswered() {
    return tally.isAnswered();
  }

  /**
   * Ends the ping when a request has been answered that was sent after now, so that of all before
   * it is known whether they are lost; where nothing is answered any more, after a while.
   */
  void finish() throws IOException, InterruptedException {
    long nowMs = System.currentTimeMillis();
    Await.until(FINISH_LIMIT, () -> !process.isAlive() || hasAnswerSince(nowMs));
    if (hasAnswerSince(nowMs)) {
      synchronized (this) {
        tally.settle();
      }
    }
    end();
  }

  private synchronized boolean hasAnswerSince(long timeMs) {
    return tally.hasAnswerSince(timeMs);
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
    return tally.sent();
  }

  synchronized int lost() {
    return tally.lost();
  }

  /** The longest run of requests without reply, as time. */
  synchronized Duration longestOutage() {
    return ping.every().multipliedBy(tally.longestGap());
  }
}
