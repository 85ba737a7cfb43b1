package io.vtepd.bridge.openvswitch;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What one class logs. */
final class LogLines implements AutoCloseable {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  /** From now on until it is closed. */
  static LogLines of(Class<?> speaker) {
    LogLines log = new LogLines((Logger) LoggerFactory.getLogger(speaker));
    log.lines.start();
    log.logger.addAppender(log.lines);
    return log;
  }

  /** So far, from any thread. */
  List<String> lines() {
    return List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(lines);
  }
}
