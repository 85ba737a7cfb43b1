package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which tables and columns of a database a replica keeps. */
public sealed interface Selection {

  /** The database's name. */
  String database();

  /**
   * These columns of these tables, typed as the server's own schema says. A table or column that
   * the server does not have is an error.
   *
   * @param tables column names by table name
   */
  record Columns(String database, Map<String, Set<String>> tables) implements Selection {
    public Columns {
      Objects.requireNonNull(database);
      Map<String, Set<String>> copy = new LinkedHashMap<>();
      tables.forEach((table, columns) -> copy.put(table, Set.copyOf(columns)));
      tables = Map.copyOf(copy);
    }
  }

  /**
   * Everything in a schema that the reader brings, so that rows carry the reader's own tables and
   * columns. What the server does not have keeps its default; what it types otherwise is an error.
   */
  record Whole(DatabaseSchema schema) implements Selection {
    public Whole {
      Objects.requireNonNull(schema);
    }

    @Override
    public String database() {
      return schema.name();
    }
  }
}
