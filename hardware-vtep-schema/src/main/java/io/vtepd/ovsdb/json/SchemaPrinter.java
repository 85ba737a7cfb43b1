package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.schema.BaseType;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.Constraint;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints a schema as {@code get_schema} answers it: shorthands used, defaults left out. */
public final class SchemaPrinter {

  private SchemaPrinter() {}

  public static Json.Obj print(DatabaseSchema schema) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("name", Json.of(schema.name()));
    if (!schema.version().isEmpty()) {
      members.put("version", Json.of(schema.version()));
    }
    if (!schema.cksum().isEmpty()) {
      members.put("cksum", Json.of(schema.cksum()));
    }
    boolean allRoots = schema.tables().stream().allMatch(TableSchema::isRoot);
    Map<String, Json> tables = new LinkedHashMap<>();
    for (TableSchema table : schema.tables()) {
      tables.put(table.name(), printTable(table, !allRoots && table.isRoot()));
    }
    members.put("tables", new Json.Obj(tables));
    return new Json.Obj(members);
  }

  private static Json printTable(TableSchema table, boolean saysRoot) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (saysRoot) {
      members.put("isRoot", Json.of(true));
    }
    Map<String, Json> columns = new LinkedHashMap<>();
    for (ColumnSchema column : table.columns()) {
      columns.put(column.name(), printColumn(column));
    }
    members.put("columns", new Json.Obj(columns));
    if (table.maxRows() != Long.MAX_VALUE) {
      members.put("maxRows", Json.of(table.maxRows()));
    }
    if (!table.indexes().isEmpty()) {
      List<Json> indexes = new ArrayList<>();
      for (List<ColumnSchema> index : table.indexes()) {
        indexes.add(new Json.Arr(index.stream().map(c -> Json.of(c.name())).toList()));
      }
      members.put("indexes", new Json.Arr(indexes));
    }
    return new Json.Obj(members);
  }

  private static Json printColumn(ColumnSchema column) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (!column.mutable()) {
      members.put("mutable", Json.of(false));
    }
    if (column.ephemeral()) {
      members.put("ephemeral", Json.of(true));
    }
    members.put("type", printType(column.type()));
    return new Json.Obj(members);
  }

  private static Json printType(ColumnType type) {
    if (type.isScalar() && type.key().constraint() instanceof Constraint.None) {
      return Json.of(type.key().type().jsonName());
    }
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("key", printBaseType(type.key()));
    type.value().ifPresent(value -> members.put("value", printBaseType(value)));
    if (type.min() != 1) {
      members.put("min", Json.of(type.min()));
    }
    if (type.max() == ColumnType.UNLIMITED) {
      members.put("max", Json.of("unlimited"));
    } else if (type.max() != 1) {
      members.put("max", Json.of(type.max()));
    }
    return new Json.Obj(members);
  }

  private static Json printBaseType(BaseType base) {
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("type", Json.of(base.type().jsonName()));
    switch (base.constraint()) {
      case Constraint.None ignored -> {}
      case Constraint.OneOf oneOf -> members.put("enum", DatumJson.toJson(oneOf.allowed()));
      case Constraint.IntegerRange range -> {
        if (range.min() != Long.MIN_VALUE) {
          members.put("minInteger", Json.of(range.min()));
        }
        if (range.max() != Long.MAX_VALUE) {
          members.put("maxInteger", Json.of(range.max()));
        }
      }
      case Constraint.RealRange range -> {
        if (range.min() != -Double.MAX_VALUE) {
          members.put("minReal", new Json.Real(range.min()));
        }
        if (range.max() != Double.MAX_VALUE) {
          members.put("maxReal", new Json.Real(range.max()));
        }
      }
      case Constraint.StringLength length -> {
        if (length.min() != 0) {
          members.put("minLength", Json.of(length.min()));
        }
        if (length.max() != Integer.MAX_VALUE) {
          members.put("maxLength", Json.of(length.max()));
        }
      }
      case Constraint.Reference reference -> {
        members.put("refTable", Json.of(reference.table()));
        if (!reference.strong()) {
          members.put("refType", Json.of("weak"));
        }
      }
    }
    return members.size() == 1 ? Json.of(base.type().jsonName()) : new Json.Obj(members);
  }
}
