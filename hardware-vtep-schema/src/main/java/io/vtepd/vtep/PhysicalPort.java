package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import java.util.List;
import java.util.Map;

/** A row of {@code Physical_Port}. A port of a physical switch. */
public record PhysicalPort(Row row, Table columns) implements VtepRow {

  /** {@code Physical_Port} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<String> name,
      VtepColumn<String> description,
      VtepColumn<List<VlanPair>> vlanBindings,
      VtepColumn<List<VlanPair>> aclBindings,
      VtepColumn<List<VlanPair>> vlanStats,
      VtepColumn<List<String>> portFaultStatus,
      VtepColumn<Map<String, String>> otherConfig)
      implements VtepTable<PhysicalPort> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.PHYSICAL_PORT);
      return new Table(
          table,
          ColumnTypes.text(table, ColumnName.NAME),
          ColumnTypes.text(table, ColumnName.DESCRIPTION),
          ColumnTypes.vlanMap(table, ColumnName.VLAN_BINDINGS),
          ColumnTypes.vlanMap(table, ColumnName.ACL_BINDINGS),
          ColumnTypes.vlanMap(table, ColumnName.VLAN_STATS),
          ColumnTypes.texts(table, ColumnName.PORT_FAULT_STATUS),
          ColumnTypes.textMap(table, ColumnName.OTHER_CONFIG));
    }

    @Override
    public PhysicalPort view(Row row) {
      return new PhysicalPort(row, this);
    }
  }

  /** Unique in its switch if all goes well; the database does not enforce it. */
  public String name() {
    return columns.name().get(row);
  }

  public String description() {
    return columns.description().get(row);
  }

  /** VLAN to Logical_Switch, in ascending order of VLANs. */
  public List<VlanPair> vlanBindings() {
    return columns.vlanBindings().get(row);
  }

  /** VLAN to ACL; 0 is the whole port. */
  public List<VlanPair> aclBindings() {
    return columns.aclBindings().get(row);
  }

  /** VLAN to Logical_Binding_Stats. */
  public List<VlanPair> vlanStats() {
    return columns.vlanStats().get(row);
  }

  /** Faults that there are now. */
  public List<String> portFaultStatus() {
    return columns.portFaultStatus().get(row);
  }

  public Map<String, String> otherConfig() {
    return columns.otherConfig().get(row);
  }
}
