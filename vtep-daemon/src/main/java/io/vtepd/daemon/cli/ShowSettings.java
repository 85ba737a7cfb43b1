package io.vtepd.daemon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code vtepd show} or {@code vtepd check} shall show.
 *
 * @param check the findings of all rules, not a view
 * @param subject the words that say what, such as {@code switch web}
 * @param limit rows at most; empty for the daemon's default
 * @param controlSocket of the daemon
 */
public record ShowSettings(
    boolean check,
    List<String> subject,
    boolean json,
    Optional<Integer> limit,
    Path controlSocket) {

  public ShowSettings {
    subject = List.copyOf(subject);
    Objects.requireNonNull(limit);
    Objects.requireNonNull(controlSocket);
  }
}
