package io.vtepd.tests.faults.dataplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.net.LabFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a controller says: a logical switch with the gateway's near station and the hypervisor's far
 * one, a second one, both on both ports with and without tags, a choice of service nodes, copies to
 * all, a group of its own, and stations behind other VTEPs.
 *
 * @param name begins the names of its logical switches
 * @param vni of the logical switch that carries the traffic; the second one's is one more
 * @param stations MACs behind other VTEPs
 */
record Contents(String name, int vni, int stations) {

  private static final int OTHER_LOCATORS = 20;

  /** Replaces what is there by these contents, in one transaction. */
  void write(GatewayLab lab) throws IOException, InterruptedException, LabFailure {
    List<String> operations = new ArrayList<>();
    for (String table : List.of("Ucast_Macs_Remote", "Mcast_Macs_Remote")) {
      operations.add("{'op':'delete','table':'%s','where':[]}".formatted(table));
    }
    // A key belongs to one logical switch: those that were there before give theirs up.
    operations.add(
        "{'op':'update','table':'Logical_Switch','where':[],'row':{'tunnel_key':['set',[]]}}");
    insertSwitch(operations, "first", vni, "service_node");
    insertSwitch(operations, "second", vni + 1, "source_node");
    List<String> locators = locators(lab, operations);
    String peer = locators.getLast();
    operations.add(station("first", lab.mac("far"), peer));
    for (int i = 0; i < stations; i++) {
      String mac = "02:00:00:00:%02x:%02x".formatted(i >> 8, i & 0xff);
      operations.add(
          station(i % 2 == 0 ? "first" : "second", mac, locators.get(i % OTHER_LOCATORS)));
    }
    copies(operations, "first", "unknown-dst", peer, locators.get(0), locators.get(1));
    copies(operations, "second", "unknown-dst", locators.get(0), locators.get(2), locators.get(3));
    copies(operations, "first", "01:00:5e:01:01:01", peer, locators.get(4));
    bind(operations, "s2-eth1", "0", "first", "10", "second", "11", "first");
    bind(operations, "s2-eth2", "0", "second", "20", "first");
    JsonNode result = transact(lab, operations);
    if (!result.findValues("error").isEmpty()) {
      throw new IOException("refused: " + result.findParents("error"));
    }
  }

  /** Deletes the logical switches of these contents, once nothing local refers to them. */
  boolean tryForget(GatewayLab lab) throws IOException {
    List<String> operations = new ArrayList<>();
    for (String which : List.of("first", "second")) {
      operations.add(
          "{'op':'delete','table':'Logical_Switch','where':[['name','==','%s-%s']]}"
              .formatted(name, which));
    }
    return transact(lab, operations).findValues("error").isEmpty();
  }

  /** Operations have ' for ". */
  private static JsonNode transact(GatewayLab lab, List<String> operations) throws IOException {
    return lab.transact(String.join(",", operations).replace('\'', '"'));
  }

  private void insertSwitch(List<String> operations, String which, int key, String mode) {
    operations.add(
        ("{'op':'insert','table':'Logical_Switch','uuid-name':'%s','row':{'name':'%s-%1$s',"
                + "'tunnel_key':%d,'replication_mode':'%s'}}")
            .formatted(which, name, key, mode));
  }

  /**
   * References to the locators, the hypervisor's last. Those that tunnels refer to are there
   * already, and the schema allows an address once.
   */
  private static List<String> locators(GatewayLab lab, List<String> operations) throws IOException {
    Map<String, String> known = new HashMap<>();
    transact(lab, List.of("{'op':'select','table':'Physical_Locator','where':[]}"))
        .path(0)
        .path("rows")
        .forEach(row -> known.put(row.path("dst_ip").asText(), row.path("_uuid").toString()));
    List<String> references = new ArrayList<>();
    for (int i = 0; i <= OTHER_LOCATORS; i++) {
      String ip = i < OTHER_LOCATORS ? "192.168.50." + (i + 1) : lab.underlay("hv");
      if (!known.containsKey(ip)) {
        operations.add(
            ("{'op':'insert','table':'Physical_Locator','uuid-name':'locator%d',"
                    + "'row':{'dst_ip':'%s','encapsulation_type':'vxlan_over_ipv4'}}")
                .formatted(i, ip));
      }
      references.add(known.getOrDefault(ip, "['named-uuid','locator" + i + "']"));
    }
    return references;
  }

  private static String station(String network, String mac, String locator) {
    return ("{'op':'insert','table':'Ucast_Macs_Remote','row':{'MAC':'%s',"
            + "'logical_switch':['named-uuid','%s'],'locator':%s}}")
        .formatted(mac, network, locator);
  }

  private static void copies(
      List<String> operations, String network, String mac, String... locators) {
    String set = "set" + operations.size();
    operations.add(
        "{'op':'insert','table':'Physical_Locator_Set','uuid-name':'%s','row':{'locators':%s}}"
            .formatted(set, "['set',[" + String.join(",", locators) + "]]"));
    operations.add(
        ("{'op':'insert','table':'Mcast_Macs_Remote','row':{'MAC':'%s',"
                + "'logical_switch':['named-uuid','%s'],'locator_set':['named-uuid','%s']}}")
            .formatted(mac, network, set));
  }

  private static void bind(List<String> operations, String port, String... pairs) {
    List<String> bindings = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      bindings.add("[%s,['named-uuid','%s']]".formatted(pairs[i], pairs[i + 1]));
    }
    operations.add(
        ("{'op':'update','table':'Physical_Port','where':[['name','==','%s']],"
                + "'row':{'vlan_bindings':['map',[%s]]}}")
            .formatted(port, String.join(",", bindings)));
  }
}
