package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.bridge.replica.Selection;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import java.util.Map;
import java.util.Set;

/**
 * The tables and columns of the Open_vSwitch database (ovs-vswitchd.conf.db(5)) that count here.
 */
public record OvsTables(RootTable root, BridgeTable bridge, PortTable port, InterfaceTable iface) {

  /** The database's name. */
  public static final String DATABASE = "Open_vSwitch";

  private static final String ROOT = "Open_vSwitch";
  private static final String BRIDGE = "Bridge";
  private static final String PORT = "Port";
  private static final String INTERFACE = "Interface";

  /**
   * Table {@code Open_vSwitch}.
   *
   * @param nextConfiguration raised by whoever wants to know when the switch has done what it says
   * @param currentConfiguration follows it when the switch has
   */
  public record RootTable(
      TableSchema schema, ColumnSchema nextConfiguration, ColumnSchema currentConfiguration) {}

  /** Table {@code Bridge}. */
  public record BridgeTable(
      TableSchema schema, ColumnSchema name, ColumnSchema ports, ColumnSchema failMode) {}

  /** Table {@code Port}. */
  public record PortTable(
      TableSchema schema, ColumnSchema name, ColumnSchema interfaces, ColumnSchema externalIds) {}

  /** Table {@code Interface}. */
  public record InterfaceTable(
      TableSchema schema,
      ColumnSchema name,
      ColumnSchema type,
      ColumnSchema options,
      ColumnSchema ofport,
      ColumnSchema error,
      ColumnSchema externalIds,
      ColumnSchema bfd,
      ColumnSchema bfdStatus) {}

  /** What a replica has to keep for {@link #of} to work on its schema. */
  public static Selection selection() {
    return new Selection.Columns(
        DATABASE,
        Map.of(
            ROOT, Set.of("next_cfg", "cur_cfg"),
            BRIDGE, Set.of("name", "ports", "fail_mode"),
            PORT, Set.of("name", "interfaces", "external_ids"),
            INTERFACE,
                Set.of(
                    "name",
                    "type",
                    "options",
                    "ofport",
                    "error",
                    "external_ids",
                    "bfd",
                    "bfd_status")));
  }

  /** The tables of a schema that has at least the selected columns. */
  public static OvsTables of(DatabaseSchema database) {
    TableSchema root = database.requireTable(ROOT);
    TableSchema bridge = database.requireTable(BRIDGE);
    TableSchema port = database.requireTable(PORT);
    TableSchema iface = database.requireTable(INTERFACE);
    return new OvsTables(
        new RootTable(root, root.requireColumn("next_cfg"), root.requireColumn("cur_cfg")),
        new BridgeTable(
            bridge,
            bridge.requireColumn("name"),
            bridge.requireColumn("ports"),
            bridge.requireColumn("fail_mode")),
        new PortTable(
            port,
            port.requireColumn("name"),
            port.requireColumn("interfaces"),
            port.requireColumn("external_ids")),
        new InterfaceTable(
            iface,
            iface.requireColumn("name"),
            iface.requireColumn("type"),
            iface.requireColumn("options"),
            iface.requireColumn("ofport"),
            iface.requireColumn("error"),
            iface.requireColumn("external_ids"),
            iface.requireColumn("bfd"),
            iface.requireColumn("bfd_status")));
  }
}
