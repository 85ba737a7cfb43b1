package io.vtepd.daemon.app;

import io.vtepd.daemon.manager.ServedDatabases;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.table.CommitSource;

/** The server's databases, as remotes want them. */
record ServerDatabases(OvsdbServer server) implements ServedDatabases {

  @Override
  public CommitSource source(String database) {
    return server.source(database);
  }

  @Override
  public CommitSink sink(String database) {
    return server.sink(database);
  }
}
