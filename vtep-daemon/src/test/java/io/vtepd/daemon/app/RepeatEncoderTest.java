package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatEncoderTest {

  private final LoggerContext context = new LoggerContext();
  private RepeatEncoder encoder;

  @BeforeEach
  void start() {
    PatternLayoutEncoder lines = new PatternLayoutEncoder();
    lines.setContext(context);
    lines.setPattern("%level %msg%n");
    lines.start();
    encoder = new RepeatEncoder(lines);
  }

  private String encode(Level level, String message, long atMs) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerContext(context);
    event.setLevel(level);
    event.setMessage(message);
    event.setTimeStamp(atMs);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void equalWarningsAreWrittenOnceAMinuteWithTheirCount() {
    assertThat(encode(Level.WARN, "event=x cause=a", 0)).isEqualTo("WARN event=x cause=a\n");
    assertThat(encode(Level.WARN, "event=x cause=a", 10)).isEmpty();
    assertThat(encode(Level.WARN, "event=x cause=b", 20)).isEqualTo("WARN event=x cause=b\n");
    assertThat(encode(Level.WARN, "event=x cause=a", 59_999)).isEmpty();
    assertThat(encode(Level.WARN, "event=x cause=a", 60_000))
        .isEqualTo("WARN event=x cause=a held-back=2\n");
  }

  @Test
  void otherLinesAreAllWritten() {
    assertThat(encode(Level.INFO, "event=y", 0)).isEqualTo("INFO event=y\n");
    assertThat(encode(Level.INFO, "event=y", 1)).isEqualTo("INFO event=y\n");
  }
}
