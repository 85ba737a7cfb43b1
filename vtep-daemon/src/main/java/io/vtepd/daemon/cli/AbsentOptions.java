package io.vtepd.daemon.cli;

import java.util.Map;
import java.util.Optional;

/** Options of ovsdb-server(1) that this one does not have, and what to use in their place. */
final class AbsentOptions {

  private static final String SYSLOG =
      "there is no syslog: use --log-file, or let stderr be logged";
  private static final String USER = "start it as that user, for instance with systemd's User=";

  private static final Map<String, String> IN_THEIR_PLACE =
      Map.ofEntries(
          Map.entry("--syslog-method", SYSLOG),
          Map.entry("--syslog-target", SYSLOG),
          Map.entry("--monitor", "bin/vtepd knows it, and a daemon cannot watch itself"),
          Map.entry("--user", USER),
          Map.entry("--no-self-confinement", "nothing is confined: leave it out"),
          Map.entry("--overwrite-pidfile", "the pidfile of a dead process is taken over anyway"),
          Map.entry("--config-file", "use --remote, and name the databases"));

  private AbsentOptions() {}

  /** What to do instead, if the word is such an option, with or without a value. */
  static Optional<String> inPlaceOf(String word) {
    return Optional.ofNullable(IN_THEIR_PLACE.get(word.replaceFirst("=.*", "")));
  }
}
