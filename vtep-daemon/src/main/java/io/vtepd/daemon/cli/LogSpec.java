package io.vtepd.daemon.cli;

import java.util.Objects;
import java.util.Optional;

/**
 * What {@code vlog/set} is told (ovs-appctl(8), Logging Commands).
 *
 * @param module empty for all
 * @param destination empty for all
 */
public record LogSpec(
    Optional<String> module, Optional<LogDestination> destination, LogLevel level) {

  public LogSpec {
    Objects.requireNonNull(module);
    Objects.requireNonNull(destination);
    Objects.requireNonNull(level);
  }

  /**
   * Words in any order, between blanks, commas and colons; without a level all is logged.
   *
   * @throws IllegalArgumentException with the text of Open vSwitch, if a kind of word comes twice
   */
  public static LogSpec parse(String text) {
    Optional<String> module = Optional.empty();
    Optional<LogDestination> destination = Optional.empty();
    Optional<LogLevel> level = Optional.empty();
    for (String word : text.split("[ ,:\t]+", -1)) {
      if (word.isEmpty() || word.equalsIgnoreCase("any")) {
        continue;
      }
      Optional<LogLevel> asLevel = LogLevel.ofWord(word);
      Optional<LogDestination> asDestination = LogDestination.ofWord(word);
      if (asLevel.isPresent()) {
        level = once(level, asLevel.get(), "levels");
      } else if (asDestination.isPresent()) {
        destination = once(destination, asDestination.get(), "destinations");
      } else {
        module = once(module, word, "modules");
      }
    }
    return new LogSpec(module, destination, level.orElse(LogLevel.DBG));
  }

  private static <T> Optional<T> once(Optional<T> before, T value, String kind) {
    if (before.isPresent()) {
      throw new IllegalArgumentException("cannot specify multiple " + kind);
    }
    return Optional.of(value);
  }
}
