package io.vtepd.daemon.manager;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What to write so that rows tell how their remotes stand. Pure. */
final class StatusRows {

  private StatusRows() {}

  /** One update for each row that tells something else than its remote's status. */
  static List<Operation> updates(TableSchema table, RowMap rows, Map<Uuid, RemoteStatus> statuses) {
    List<Operation> updates = new ArrayList<>();
    statuses.forEach((uuid, status) -> {
      Optional<Row> row = rows.get(uuid);
      if (row.isPresent()) {
        IdentityHashMap<ColumnSchema, Datum> values = new IdentityHashMap<>();
        putChanged(values, table, row.get(), "is_connected", BooleanAtom.of(status.isConnected()));
        putChanged(values, table, row.get(), "status", status.statusDatum());
        if (!values.isEmpty()) {
          updates.add(new Operation.Update(table, Condition.row(uuid), values));
        }
      }
    });
    return updates;
  }

  private static void putChanged(
      IdentityHashMap<ColumnSchema, Datum> values,
      TableSchema table,
      Row row,
      String name,
      Datum datum) {
    table
        .column(name)
        .filter(column -> !row.get(column).equals(datum))
        .ifPresent(column -> values.put(column, datum));
  }
}
