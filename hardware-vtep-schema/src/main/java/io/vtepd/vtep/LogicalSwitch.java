package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import java.util.Map;
import java.util.Optional;

/** A row of {@code Logical_Switch}. An Ethernet broadcast domain. */
public record LogicalSwitch(Row row, Table columns) implements VtepRow {

  /** {@code Logical_Switch} in one database schema. */
  public record Table(
      TableSchema schema,
      VtepColumn<String> name,
      VtepColumn<String> description,
      VtepColumn<TunnelKey> tunnelKey,
      VtepColumn<Optional<ReplicationMode>> replicationMode,
      VtepColumn<Map<String, String>> otherConfig)
      implements VtepTable<LogicalSwitch> {
    public static Table of(DatabaseSchema database) {
      TableSchema table = database.requireTable(TableName.LOGICAL_SWITCH);
      return new Table(
          table,
          ColumnTypes.text(table, ColumnName.NAME),
          ColumnTypes.text(table, ColumnName.DESCRIPTION),
          ColumnTypes.tunnelKey(table, ColumnName.TUNNEL_KEY),
          ColumnTypes.replicationMode(table, ColumnName.REPLICATION_MODE),
          ColumnTypes.textMap(table, ColumnName.OTHER_CONFIG));
    }

    @Override
    public LogicalSwitch view(Row row) {
      return new LogicalSwitch(row, this);
    }
  }

  public String name() {
    return columns.name().get(row);
  }

  public String description() {
    return columns.description().get(row);
  }

  /** The network of all its tunnels, unless it is unset. */
  public TunnelKey tunnelKey() {
    return columns.tunnelKey().get(row);
  }

  /** Empty if it was not set; see {@link #effectiveReplicationMode}. */
  public Optional<ReplicationMode> replicationMode() {
    return columns.replicationMode().get(row);
  }

  public Map<String, String> otherConfig() {
    return columns.otherConfig().get(row);
  }

  /** The mode that counts: service nodes unless the column says otherwise. */
  public ReplicationMode effectiveReplicationMode() {
    return replicationMode().orElse(ReplicationMode.SERVICE_NODE);
  }
}
