package io.vtepd.daemon.cli;

import java.util.Arrays;
import java.util.Optional;

/** Where log lines may go, in the words of Open vSwitch. */
public enum LogDestination {
  CONSOLE,
  SYSLOG,
  FILE;

  /** The destination of that word. */
  static Optional<LogDestination> ofWord(String word) {
    return Arrays.stream(values())
        .filter(destination -> destination.name().equalsIgnoreCase(word))
        .findFirst();
  }
}
