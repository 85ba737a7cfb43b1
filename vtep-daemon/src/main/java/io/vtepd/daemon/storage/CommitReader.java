package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonCursor;
import io.vtepd.ovsdb.json.Members;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.RowMap;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.Uuid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Applies transaction records to the contents before them (ovsdb(5)).
 *
 * <p>A record is read row by row, so that one with a whole database in it takes no more memory than
 * the rows do. Only changes of rows that were there before it wait for its end: {@code _is_diff},
 * which says how they are meant, may come last.
 */
final class CommitReader {

  private final DatabaseSchema schema;
  private final List<RowReader> tables = new ArrayList<>();

  /**
   * @param versions for the rows' {@code _version}, which no file has
   */
  CommitReader(DatabaseSchema schema, RandomGenerator versions) {
    this.schema = schema;
    for (TableSchema table : schema.tables()) {
      tables.add(new RowReader(table, versions));
    }
  }

  /**
   * The contents after that record.
   *
   * @throws OvsdbException if the record does not fit the schema or the contents before it
   * @throws io.vtepd.ovsdb.json.JsonSyntaxException if it is no JSON object
   */
  Snapshot apply(Snapshot before, JsonCursor record) throws IOException, OvsdbException {
    Map<TableSchema, Changes> changes = new LinkedHashMap<>();
    boolean isDiff = false;
    record.beginObject();
    for (var name = record.nextName(); name.isPresent(); name = record.nextName()) {
      Optional<TableSchema> table = schema.table(name.get());
      if (table.isPresent()) {
        changes.put(table.get(), readTable(table.get(), before.rows(table.get()), record));
      } else if (name.get().equals("_is_diff")) {
        isDiff = record.value().equals(Json.of(true));
      } else if (name.get().equals("_date") || name.get().equals("_comment")) {
        record.value();
      } else {
        throw wrong("No table named " + name.get());
      }
    }
    record.end();
    Snapshot after = before;
    for (var table : changes.entrySet()) {
      after = after.with(table.getKey(), table.getValue().apply(isDiff));
    }
    return after;
  }

  private Changes readTable(TableSchema table, RowMap before, JsonCursor record)
      throws IOException, OvsdbException {
    if (!record.isAtObject()) {
      throw wrong("object expected for table " + table.name());
    }
    Changes changes = new Changes(tables.get(table.index()), before);
    record.beginObject();
    for (var name = record.nextName(); name.isPresent(); name = record.nextName()) {
      Optional<Uuid> uuid = Uuid.parse(name.get());
      if (uuid.isEmpty()) {
        throw wrong("\"" + name.get() + "\" in table " + table.name() + " is not a valid UUID");
      }
      changes.read(uuid.get(), record);
    }
    return changes;
  }

  private static OvsdbException wrong(String details) {
    return OvsdbError.of("syntax error", details).asException();
  }

  /** What a record changes in one table. */
  private static final class Changes {
    private final RowReader reader;
    private final RowMap before;
    private final RowMap.Editor after;

    /** Changes of rows that were there before the record, by UUID. */
    private final Map<Uuid, Json> later = new LinkedHashMap<>();

    Changes(RowReader reader, RowMap before) {
      this.reader = reader;
      this.before = before;
      this.after = before.edit();
    }

    /** Takes the change that comes next. */
    void read(Uuid uuid, JsonCursor record) throws IOException, OvsdbException {
      if (before.contains(uuid)) {
        later.put(uuid, record.value());
      } else if (record.isAtObject()) {
        after.put(reader.newRow(uuid, record));
      } else {
        throw misplaced(uuid, record.value());
      }
    }

    RowMap apply(boolean isDiff) throws OvsdbException {
      for (var change : later.entrySet()) {
        Uuid uuid = change.getKey();
        switch (change.getValue()) {
          case Json.Obj columns -> {
            Row old = before.get(uuid).orElseThrow();
            after.put(reader.changedRow(old, columns, isDiff));
          }
          case Json.Null ignored -> after.remove(uuid);
          case Json.Bool other -> throw misplaced(uuid, other);
          case Json.Int other -> throw misplaced(uuid, other);
          case Json.Real other -> throw misplaced(uuid, other);
          case Json.Str other -> throw misplaced(uuid, other);
          case Json.Arr other -> throw misplaced(uuid, other);
        }
      }
      return after.toMap();
    }

    private OvsdbException misplaced(Uuid uuid, Json change) {
      String row = "row " + uuid + " of " + reader.table().name();
      return change instanceof Json.Null
          ? wrong(row + " is deleted but does not exist")
          : Members.syntax("object or null expected for " + row, change);
    }
  }
}
