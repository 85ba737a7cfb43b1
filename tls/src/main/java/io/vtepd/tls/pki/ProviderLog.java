package io.vtepd.tls.pki;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/**
 * Carries Bouncy Castle's java.util.logging to SLF4J at debug level. Left alone it prints each
 * failed handshake to stderr; what matters of that our own lines say.
 */
final class ProviderLog extends Handler {
  private static final String ROOT = "org.bouncycastle";

  /** Held here because java.util.logging forgets the set-up of a logger that nobody refers to. */
  private final Logger logger;

  private final SimpleFormatter formatter = new SimpleFormatter();

  private ProviderLog(Logger logger) {
    this.logger = logger;
  }

  /** Puts itself in the place of the handlers that print, once for a process. */
  static ProviderLog install() {
    Logger logger = Logger.getLogger(ROOT);
    synchronized (ProviderLog.class) {
      for (Handler handler : logger.getHandlers()) {
        if (handler instanceof ProviderLog installed) {
          return installed;
        }
      }
      ProviderLog installed = new ProviderLog(logger);
      logger.setUseParentHandlers(false);
      logger.addHandler(installed);
      return installed;
    }
  }

  @Override
  public void publish(LogRecord record) {
    var target = LoggerFactory.getLogger(record.getLoggerName());
    if (target.isDebugEnabled() && record.getLevel().intValue() >= Level.FINE.intValue()) {
      target.debug("{}", formatter.formatMessage(record), record.getThrown());
    }
  }

  @Override
  public void flush() {
    // SLF4J flushes as it sees fit.
  }

  @Override
  public void close() {
    logger.removeHandler(this);
  }

  @Override
  public String toString() {
    return "slf4j:" + logger.getName();
  }
}
