package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;

/**
 * A row of {@code Physical_Locator_Set}. A set of locators; it never changes, a new one replaces
 * it.
 */
public record PhysicalLocatorSet(Row row, Table columns) implements VtepRow {

  /** {@code Physical_Locator_Set} in one database schema. */
  public record Table(TableSchema schema, VtepColumn<List<Uuid>> locators)
      implements VtepTable<PhysicalLocatorSet> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.PHYSICAL_LOCATOR_SET);
      return new Table(table, ColumnTypes.someReferences(table, ColumnName.LOCATORS));
    }

    @Override
    public PhysicalLocatorSet view(Row row) {
      return new PhysicalLocatorSet(row, this);
    }
  }

  /** Rows of Physical_Locator, at least one. */
  public List<Uuid> locators() {
    return columns.locators().get(row);
  }
}
