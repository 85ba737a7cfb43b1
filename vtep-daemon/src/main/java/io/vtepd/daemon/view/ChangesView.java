package io.vtepd.daemon.view;

import io.vtepd.daemon.server.ChangeHistory.Change;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/** {@code vtepd show changes}. */
public final class ChangesView {

  private ChangesView() {}

  /**
   * @param changes the newest first
   */
  public static View of(List<Change> changes, int limit) {
    View view = new View(limit).table("changes", "time", "database", "peer", "rows", "refused");
    for (Change change : changes) {
      view.row(
          Instant.ofEpochMilli(change.dateMs()).truncatedTo(ChronoUnit.MILLIS).toString(),
          change.database(),
          change.peer(),
          change.rows().entrySet().stream()
              .map(table -> table.getKey() + " " + table.getValue())
              .collect(Collectors.joining(", ")),
          change.refused().orElse("-"));
    }
    return view;
  }
}
