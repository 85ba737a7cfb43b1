package io.vtepd.daemon.warmup;

import io.vtepd.tls.stream.Target;

/**
 * What controllers ask of a fresh {@code hardware_vtep} server, in their own spellings. Each text
 * is what one client sends at once; every request in it is answered once.
 */
final class FirstRequests {

  private static final int NETWORKS = 16;
  private static final int MACS = 64;

  /**
   * A gateway with a switch of two ports, in use: networks, remote MACs and their locators. It has
   * as many rows as many a gateway, since what encodes rows is to be warm as well.
   *
   * @param manager where it listens, too
   */
  static String gateway(Target manager) {
    StringBuilder operations = new StringBuilder();
    for (int i = 0; i < NETWORKS; i++) {
      operations.append(
          """
          {"op": "insert", "table": "Logical_Switch", "uuid-name": "ls%1$d",
           "row": {"name": "%1$d", "tunnel_key": %2$d}},
          """
              .formatted(i, 100 + i));
    }
    for (int i = 0; i < MACS; i++) {
      operations.append(
          """
          {"op": "insert", "table": "Physical_Locator", "uuid-name": "pl%1$d",
           "row": {"dst_ip": "198.51.100.%1$d", "encapsulation_type": "vxlan_over_ipv4"}},
          {"op": "insert", "table": "Ucast_Macs_Remote", "row": {"MAC": "00:00:5e:00:54:%1$02x",
           "logical_switch": ["named-uuid", "ls%2$d"], "locator": ["named-uuid", "pl%1$d"]}},
          """
              .formatted(i, i % NETWORKS));
    }
    return """
    {"id": "g", "method": "transact", "params": ["hardware_vtep", %s
      {"op": "insert", "table": "Manager", "uuid-name": "m", "row": {"target": "%s"}},
      {"op": "insert", "table": "Global",
       "row": {"switches": ["named-uuid", "gw"], "managers": ["named-uuid", "m"]}},
      {"op": "insert", "table": "Physical_Switch", "uuid-name": "gw", "row": {"name": "gw",
        "tunnel_ips": "192.0.2.1", "management_ips": ["set", []],
        "ports": ["set", [["named-uuid", "p1"], ["named-uuid", "p2"]]]}},
      {"op": "insert", "table": "Physical_Port", "uuid-name": "p1", "row": {"name": "p1"}},
      {"op": "insert", "table": "Physical_Port", "uuid-name": "p2", "row": {"name": "p2"}}]}
    """
        .formatted(operations, manager);
  }

  /**
   * How networking-l2gw begins: it monitors eight tables, under the name null, and knows no more.
   */
  static final String AGENT_MONITOR =
      """
      {"id": 7, "method": "monitor", "params": ["hardware_vtep", null, {
        "Logical_Switch": ALL, "Physical_Switch": ALL, "Physical_Port": ALL,
        "Ucast_Macs_Local": ALL, "Ucast_Macs_Remote": ALL, "Physical_Locator": ALL,
        "Mcast_Macs_Local": ALL, "Physical_Locator_Set": ALL}]}
      """
          .replace(
              "ALL",
              "[{\"select\": {\"initial\": true, \"insert\": true, \"delete\": true,"
                  + " \"modify\": true}}]");

  /** A network is made and bound, as each controller does it in one transaction or in several. */
  static final String BIND =
      """
      {"id": "w", "method": "transact", "params": ["hardware_vtep",
        {"op": "insert", "uuid-name": "ls", "table": "Logical_Switch",
         "row": {"description": "net", "name": "net", "tunnel_key": 70}},
        {"op": "insert", "table": "Physical_Locator", "uuid-name": "pl",
         "row": {"dst_ip": "192.0.2.2", "encapsulation_type": "vxlan_over_ipv4"}},
        {"op": "insert", "table": "Physical_Locator_Set", "uuid-name": "pls",
         "row": {"locators": ["named-uuid", "pl"]}},
        {"op": "insert", "table": "Ucast_Macs_Remote", "row": {"MAC": "00:00:5e:00:53:01",
          "logical_switch": ["named-uuid", "ls"], "locator": ["named-uuid", "pl"],
          "ipaddr": "198.51.100.3"}},
        {"op": "insert", "table": "Mcast_Macs_Remote", "row": {"MAC": "unknown-dst",
          "logical_switch": ["named-uuid", "ls"], "locator_set": ["named-uuid", "pls"]}},
        {"op": "mutate", "table": "Physical_Port", "where": [["name", "==", "p1"]],
         "mutations": [["vlan_bindings", "insert", ["map", [[7, ["named-uuid", "ls"]]]]]]},
        {"op": "commit", "durable": true}]}
      """;

  /** How the Idl of Open vSwitch begins, and OpenDaylight, and what they do then. */
  static final String IDL =
      """
      {"id": 1, "method": "list_dbs", "params": []}
      {"id": 2, "method": "get_schema", "params": ["hardware_vtep"]}
      {"id": 3, "method": "monitor_cond", "params": ["_Server", ["monid", "_Server"],
        {"Database": [{"columns": ["name", "model", "leader", "schema", "connected"]}]}]}
      {"id": 4, "method": "monitor_cond_since", "params": ["hardware_vtep",
        ["monid", "hardware_vtep"], {
          "Global": [{"columns": ["managers", "switches"]}],
          "Logical_Switch": [{"where": [true], "columns": ["name", "tunnel_key"]}],
          "Physical_Switch": [{"columns": ["name", "tunnel_ips", "ports"]}],
          "Physical_Port": [{"columns": ["name", "vlan_bindings"]}],
          "Ucast_Macs_Remote": [{"columns": ["MAC", "logical_switch", "locator"]}]},
        "00000000-0000-0000-0000-000000000000"]}
      {"id": 5, "method": "set_db_change_aware", "params": [true]}
      {"id": "echo", "method": "echo", "params": []}
      {"id": 6, "method": "transact", "params": ["hardware_vtep",
        {"op": "wait", "table": "Logical_Switch", "timeout": 0, "where": [["name", "==", "net"]],
         "columns": ["tunnel_key"], "until": "==", "rows": [{"tunnel_key": 70}]},
        {"op": "select", "table": "Global", "where": [], "columns": ["_uuid", "switches"]},
        {"op": "update", "table": "Logical_Switch", "where": [["name", "==", "net"]],
         "row": {"description": "other"}},
        {"op": "comment", "comment": "warm-up"}]}
      """;

  static final int IDL_REPLIES = 7;

  /** The network goes. */
  static final String UNBIND =
      """
      {"id": "u", "method": "transact", "params": ["hardware_vtep",
        {"op": "update", "table": "Physical_Port", "where": [["name", "==", "p1"]],
         "row": {"vlan_bindings": ["map", []]}},
        {"op": "delete", "table": "Ucast_Macs_Remote",
         "where": [["MAC", "==", "00:00:5e:00:53:01"]]},
        {"op": "delete", "table": "Mcast_Macs_Remote", "where": []},
        {"op": "delete", "table": "Logical_Switch", "where": [["name", "==", "net"]]},
        {"op": "commit", "durable": true}]}
      """;

  private FirstRequests() {}
}
