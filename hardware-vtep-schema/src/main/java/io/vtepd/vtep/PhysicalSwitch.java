package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;

/** A row of {@code Physical_Switch}. A switch that is a VTEP. */
public record PhysicalSwitch(Row row, Table columns) implements VtepRow {

  /** {@code Physical_Switch} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<String> name,
      VtepColumn<String> description,
      VtepColumn<List<IpField>> managementIps,
      VtepColumn<List<IpField>> tunnelIps,
      VtepColumn<List<Uuid>> ports,
      VtepColumn<List<Uuid>> tunnels,
      VtepColumn<List<String>> switchFaultStatus,
      VtepColumn<Map<String, String>> otherConfig)
      implements VtepTable<PhysicalSwitch> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.PHYSICAL_SWITCH);
      return new Table(
          table,
          ColumnTypes.text(table, ColumnName.NAME),
          ColumnTypes.text(table, ColumnName.DESCRIPTION),
          ColumnTypes.ips(table, ColumnName.MANAGEMENT_IPS),
          ColumnTypes.ips(table, ColumnName.TUNNEL_IPS),
          ColumnTypes.references(table, ColumnName.PORTS),
          ColumnTypes.references(table, ColumnName.TUNNELS),
          ColumnTypes.texts(table, ColumnName.SWITCH_FAULT_STATUS),
          ColumnTypes.textMap(table, ColumnName.OTHER_CONFIG));
    }

    @Override
    public PhysicalSwitch view(Row row) {
      return new PhysicalSwitch(row, this);
    }
  }

  public String name() {
    return columns.name().get(row);
  }

  public String description() {
    return columns.description().get(row);
  }

  public List<IpField> managementIps() {
    return columns.managementIps().get(row);
  }

  /** Where its tunnels end on this side. */
  public List<IpField> tunnelIps() {
    return columns.tunnelIps().get(row);
  }

  /** Rows of Physical_Port. */
  public List<Uuid> ports() {
    return columns.ports().get(row);
  }

  /** Rows of Tunnel. */
  public List<Uuid> tunnels() {
    return columns.tunnels().get(row);
  }

  /** Faults that there are now. */
  public List<String> switchFaultStatus() {
    return columns.switchFaultStatus().get(row);
  }

  public Map<String, String> otherConfig() {
    return columns.otherConfig().get(row);
  }
}
