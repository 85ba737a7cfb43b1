package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vtepd.tls.logging.LogThrottle;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CutLogTest {

  private final Logger logger = (Logger) LoggerFactory.getLogger(CutLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  @Test
  void sessionsThatAreCutAgainAndAgainFillNoLog() {
    LogThrottle throttle = CutLog.throttleOfAll();
    CutLog one = new CutLog(throttle, "ptcp:1");
    CutLog other = new CutLog(throttle, "ptcp:2");
    for (int i = 0; i < 100; i++) {
      one.cut(CutLog.Kind.INPUT, "peer " + i, "garbage " + i, 1_000 + i);
    }
    one.cut(CutLog.Kind.PROBE, "p", "silent", 2_000);
    other.cut(CutLog.Kind.INPUT, "p", "garbage", 2_000);
    one.cut(CutLog.Kind.INPUT, "p", "garbage", 61_000);
    List<String> texts = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertThat(texts).hasSize(4);
    assertThat(texts.getFirst()).contains("peer=peer 0").contains("held-back=0");
    assertThat(texts.getLast()).contains("held-back=99");
  }
}
