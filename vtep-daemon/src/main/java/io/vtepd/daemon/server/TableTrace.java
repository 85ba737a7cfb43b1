package io.vtepd.daemon.server;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.tls.logging.LogValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the rows that commits change in tables that an operator chose (ovsdb-server(1), {@code
 * ovsdb-server/tlog-set}). Belongs to the owner thread.
 */
final class TableTrace {

  private static final Logger LOG = LoggerFactory.getLogger(TableTrace.class);

  private record Name(String database, String table) {}

  private final Set<Name> traced = new HashSet<>();

  /**
   * @throws IllegalArgumentException if the database has no such table
   */
  void set(Hosted hosted, String table, boolean on) {
    if (hosted.database().schema().table(table).isEmpty()) {
      throw new IllegalArgumentException("no such table");
    }
    Name name = new Name(hosted.name(), table);
    if (on) {
      traced.add(name);
    } else {
      traced.remove(name);
    }
  }

  /** Whether each table of a database is traced, in order of names. */
  Map<String, Boolean> tables(Hosted hosted) {
    Map<String, Boolean> tables = new LinkedHashMap<>();
    for (TableSchema table : hosted.database().schema().tables()) {
      tables.put(table.name(), traced.contains(new Name(hosted.name(), table.name())));
    }
    return tables;
  }

  void onCommit(Hosted hosted, ChangeSet changes) {
    if (traced.isEmpty()) {
      return;
    }
    for (RowChange change : changes.changes()) {
      if (traced.contains(new Name(hosted.name(), change.table().name()))) {
        log(change);
      }
    }
  }

  private static void log(RowChange change) {
    String operation = change.isInsert() ? "inserted" : change.isDelete() ? "deleted" : "updated";
    Row row = change.after().or(change::before).orElseThrow();
    StringBuilder text = new StringBuilder("table:").append(change.table().name());
    text.append(",op:").append(operation).append(",_uuid:").append(row.uuid());
    for (ColumnSchema column : change.table().columns()) {
      text.append(',').append(column.name()).append(':');
      text.append(LogValue.of(describe(row.get(column))));
    }
    LOG.info("{}", text);
  }

  private static String describe(Datum datum) {
    return datum instanceof StringAtom string ? string.value() : datum.toString();
  }
}
