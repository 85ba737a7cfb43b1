package io.vtepd.ovsdb.operation;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ColumnValues;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One operation of a transaction; named UUIDs are already replaced by real ones. */
public sealed interface Operation {

  /**
   * RFC 7047 section 5.2.1.
   *
   * @param uuid the new row's; chosen by whoever made the operation
   * @param values the columns that do not get their default
   */
  record Insert(TableSchema table, Uuid uuid, Map<ColumnSchema, Datum> values)
      implements Operation {
    public Insert {
      values = ColumnValues.copyOf(values);
    }
  }

  /**
   * RFC 7047 section 5.2.2, with Open vSwitch's {@code sort}.
   *
   * @param columns what to return of each row
   * @param sort columns to order the result by; empty for any order
   */
  record Select(
      TableSchema table, Condition where, List<ColumnSchema> columns, List<ColumnSchema> sort)
      implements Operation {
    public Select {
      columns = List.copyOf(columns);
      sort = List.copyOf(sort);
    }
  }

  /** RFC 7047 section 5.2.3. */
  record Update(TableSchema table, Condition where, Map<ColumnSchema, Datum> values)
      implements Operation {
    public Update {
      values = ColumnValues.copyOf(values);
    }
  }

  /** RFC 7047 section 5.2.4. */
  record Mutate(TableSchema table, Condition where, List<Mutation> mutations) implements Operation {
    public Mutate {
      mutations = List.copyOf(mutations);
    }
  }

  /** RFC 7047 section 5.2.5. */
  record Delete(TableSchema table, Condition where) implements Operation {}

  /**
   * RFC 7047 section 5.2.6.
   *
   * @param equal true for {@code until "=="}, false for {@code "!="}
   * @param rows only the columns in {@code columns} count
   * @param timeoutMs how long to wait; empty for ever
   */
  record Wait(
      TableSchema table,
      Condition where,
      List<ColumnSchema> columns,
      boolean equal,
      List<Row> rows,
      OptionalLong timeoutMs)
      implements Operation {
    public Wait {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** RFC 7047 section 5.2.7. */
  record Commit(boolean durable) implements Operation {}

  /** RFC 7047 section 5.2.8. */
  record Abort() implements Operation {}

  /** RFC 7047 section 5.2.9. */
  record Comment(String comment) implements Operation {}

  /** RFC 7047 section 5.2.10. */
  record Assert(String lock) implements Operation {}
}
