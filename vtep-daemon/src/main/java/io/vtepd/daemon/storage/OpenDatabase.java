package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.Snapshot;
import java.util.List;
import java.util.Objects;

/**
 * A database file that was opened.
 *
 * @param contents what its commits amount to; references and uniqueness are not checked yet
 * @param log takes further commits; whoever got it closes it
 * @param warnings what was damaged, at which offset, and what is done about it
 */
public record OpenDatabase(Snapshot contents, DatabaseLog log, List<String> warnings) {

  public OpenDatabase {
    Objects.requireNonNull(contents);
    Objects.requireNonNull(log);
    warnings = List.copyOf(warnings);
  }
}
