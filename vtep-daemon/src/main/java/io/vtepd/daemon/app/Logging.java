package io.vtepd.daemon.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import io.vtepd.daemon.cli.LogDestination;
import io.vtepd.daemon.cli.LogLevel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/**
 * Log lines to stderr or a file, and levels that can be changed while the daemon runs. Levels are
 * set by module, which is a package's last name, such as {@code server} or {@code stream}.
 */
final class Logging {

  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level %msg%n%rEx{20}";
  private static final String OURS = "io.vtepd";

  private final LoggerContext context;
  private final OutputStreamAppender<ILoggingEvent> appender;
  private final RepeatEncoder repeats;

  private Logging(
      LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, RepeatEncoder repeats) {
    this.context = context;
    this.appender = appender;
    this.repeats = repeats;
  }

  /** Begins to log. */
  static Logging start(Optional<Path> file, LogLevel level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    RepeatEncoder repeats = encoder(context);
    OutputStreamAppender<ILoggingEvent> appender = appender(context, file, repeats);
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(toLogback(level));
    return new Logging(context, appender, repeats);
  }

  private static RepeatEncoder encoder(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    RepeatEncoder repeats = new RepeatEncoder(encoder);
    repeats.setContext(context);
    repeats.start();
    return repeats;
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      LoggerContext context, Optional<Path> file, RepeatEncoder repeats) {
    OutputStreamAppender<ILoggingEvent> appender;
    if (file.isPresent()) {
      FileAppender<ILoggingEvent> toFile = new FileAppender<>();
      toFile.setFile(file.get().toString());
      appender = toFile;
    } else {
      ConsoleAppender<ILoggingEvent> toStderr = new ConsoleAppender<>();
      toStderr.setTarget("System.err");
      appender = toStderr;
    }
    appender.setContext(context);
    appender.setEncoder(repeats);
    appender.start();
    return appender;
  }

  /** Writes out what is left and ends. */
  void stop() {
    context.stop();
  }

  /** Where lines go: stderr is what Open vSwitch calls the console. */
  LogDestination destination() {
    return appender instanceof FileAppender ? LogDestination.FILE : LogDestination.CONSOLE;
  }

  /** The form of a line, in Logback's words. */
  String pattern() {
    return PATTERN;
  }

  /** Goes on in a file of the same name, after somebody has moved the old one away. */
  void reopenFile() {
    appender.stop();
    appender.start();
  }

  /** Writes nothing until {@link #reopenFile}. */
  void closeFile() {
    appender.stop();
  }

  /** Whether equal lines are held back for a while. */
  void holdBackRepeats(boolean held) {
    repeats.holdBack(held);
  }

  /** Sets the level of all modules. */
  void setLevel(LogLevel level) {
    for (Logger logger : context.getLoggerList()) {
      if (isOurs(logger) && !logger.getName().equals(OURS)) {
        logger.setLevel(null);
      }
    }
    context.getLogger(OURS).setLevel(toLogback(level));
  }

  /** Sets the level of one module; false if there is none of that name. */
  boolean setLevel(String module, LogLevel level) {
    boolean any = false;
    for (Logger logger : context.getLoggerList()) {
      if (isOurs(logger) && isClass(logger) && module(logger).equals(module)) {
        logger.setLevel(toLogback(level));
        any = true;
      }
    }
    return any;
  }

  /** The level of each module that has logged or may log. */
  Map<String, LogLevel> levels() {
    Map<String, LogLevel> levels = new TreeMap<>();
    for (Logger logger : context.getLoggerList()) {
      if (isOurs(logger) && isClass(logger)) {
        levels.merge(
            module(logger),
            toOurs(logger.getEffectiveLevel()),
            (left, right) -> left.compareTo(right) > 0 ? left : right);
      }
    }
    return levels;
  }

  private static boolean isOurs(Logger logger) {
    return logger.getName().equals(OURS) || logger.getName().startsWith(OURS + ".");
  }

  private static boolean isClass(Logger logger) {
    String name = logger.getName();
    return Character.isUpperCase(name.charAt(name.lastIndexOf('.') + 1));
  }

  private static String module(Logger logger) {
    String name = logger.getName();
    String packageName = name.substring(0, name.lastIndexOf('.'));
    return packageName.substring(packageName.lastIndexOf('.') + 1);
  }

  private static Level toLogback(LogLevel level) {
    return switch (level) {
      case OFF -> Level.OFF;
      case ERR -> Level.ERROR;
      case WARN -> Level.WARN;
      case INFO -> Level.INFO;
      case DBG -> Level.DEBUG;
    };
  }

  private static LogLevel toOurs(Level level) {
    return switch (level.toInt()) {
      case Level.OFF_INT -> LogLevel.OFF;
      case Level.ERROR_INT -> LogLevel.ERR;
      case Level.WARN_INT -> LogLevel.WARN;
      case Level.INFO_INT -> LogLevel.INFO;
      default -> LogLevel.DBG;
    };
  }
}
