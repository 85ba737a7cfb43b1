package io.vtepd.daemon.server;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.DatabaseLog;
import java.util.Objects;

/**
 * A database to be served. The server owns both from then on, until it is removed: then the log is
 * closed.
 */
public record HostedDatabase(Database database, DatabaseLog log) {

  public HostedDatabase {
    Objects.requireNonNull(database);
    Objects.requireNonNull(log);
  }

  public String name() {
    return database.schema().name();
  }
}
