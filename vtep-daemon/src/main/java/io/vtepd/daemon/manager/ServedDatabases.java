package io.vtepd.daemon.manager;

import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.table.CommitSource;

/** The databases that remotes are read from and told to, by name. */
public interface ServedDatabases {

  CommitSource source(String database);

  CommitSink sink(String database);
}
