package io.vtepd.daemon.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much is logged, in the words of Open vSwitch. */
public enum LogLevel {
  OFF,
  ERR,
  WARN,
  INFO,
  DBG;

  /** The level of that word. */
  public static Optional<LogLevel> ofWord(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "emer" -> Optional.of(ERR);
      case "error" -> Optional.of(ERR);
      case "debug" -> Optional.of(DBG);
      default -> Arrays.stream(values()).filter(level -> level.word().equals(lower)).findFirst();
    };
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words, for a usage error. */
  public static String words() {
    return Arrays.stream(values()).map(LogLevel::word).collect(Collectors.joining(", "));
  }
}
