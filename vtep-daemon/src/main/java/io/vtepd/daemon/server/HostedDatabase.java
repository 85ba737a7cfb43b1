package io.vtepd.daemon.server;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.storage.DatabaseLog;
import java.util.Objects;

/**
 * A database to be served. The server owns both from then on, until it is removed: then the log is
 * closed.
 *
 * @param rule what clients may convert it to
 */
public record HostedDatabase(Database database, DatabaseLog log, SchemaRule rule) {

  public HostedDatabase {
    Objects.requireNonNull(database);
    Objects.requireNonNull(log);
    Objects.requireNonNull(rule);
  }

  /** One that may be converted to any schema. */
  public HostedDatabase(Database database, DatabaseLog log) {
    this(database, log, SchemaRule.ANY);
  }

  public String name() {
    return database.schema().name();
  }
}
