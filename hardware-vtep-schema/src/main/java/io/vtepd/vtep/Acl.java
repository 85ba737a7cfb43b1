package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;

/** A row of {@code ACL}. An access control list. */
public record Acl(Row row, Table columns) implements VtepRow {

  /** {@code ACL} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<String> aclName,
      VtepColumn<List<Uuid>> aclEntries,
      VtepColumn<List<String>> aclFaultStatus)
      implements VtepTable<Acl> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.ACL);
      return new Table(
          table,
          ColumnTypes.text(table, ColumnName.ACL_NAME),
          ColumnTypes.someReferences(table, ColumnName.ACL_ENTRIES),
          ColumnTypes.texts(table, ColumnName.ACL_FAULT_STATUS));
    }

    @Override
    public Acl view(Row row) {
      return new Acl(row, this);
    }
  }

  public String aclName() {
    return columns.aclName().get(row);
  }

  /** Rows of ACL_entry, at least one. */
  public List<Uuid> aclEntries() {
    return columns.aclEntries().get(row);
  }

  /** Faults that there are now. */
  public List<String> aclFaultStatus() {
    return columns.aclFaultStatus().get(row);
  }
}
