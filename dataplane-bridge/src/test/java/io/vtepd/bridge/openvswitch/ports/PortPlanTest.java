package io.vtepd.bridge.openvswitch.ports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortPlanTest {

  private static final Map<String, String> OPTIONS =
      Map.of("remote_ip", "192.0.2.2", "local_ip", "192.0.2.1", "key", "flow");

  private final OvsTables tables = tables();

  private static OvsTables tables() {
    try {
      String map =
          "{\"type\":{\"key\":\"string\",\"value\":\"string\",\"min\":0,\"max\":\"unlimited\"}}";
      String uuids = "{\"type\":{\"key\":\"uuid\",\"min\":0,\"max\":\"unlimited\"}}";
      String text = "{\"type\":\"string\"}";
      String few = "{\"type\":{\"key\":\"string\",\"min\":0,\"max\":1}}";
      String number = "{\"type\":{\"key\":\"integer\",\"min\":0,\"max\":1}}";
      return OvsTables.of(
          SchemaJson.parse(
              JsonReader.parse(
                  "{\"name\":\"Open_vSwitch\",\"tables\":{"
                      + ("\"Bridge\":{\"columns\":{\"name\":" + text + ",\"ports\":" + uuids)
                      + (",\"fail_mode\":" + few + "}},")
                      + ("\"Port\":{\"columns\":{\"name\":" + text + ",\"interfaces\":" + uuids)
                      + (",\"external_ids\":" + map + "}},")
                      + ("\"Interface\":{\"columns\":{\"name\":" + text + ",\"type\":" + text)
                      + (",\"options\":" + map + ",\"ofport\":" + number + ",\"error\":" + few)
                      + (",\"external_ids\":" + map + ",\"bfd\":" + map)
                      + (",\"bfd_status\":" + map + "}},")
                      + "\"Open_vSwitch\":{\"columns\":{\"next_cfg\":{\"type\":\"integer\"}"
                      + ",\"cur_cfg\":{\"type\":\"integer\"}}}}}")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static OvsPort port(String name, String type, boolean managed, Map<String, String> opts) {
    return new OvsPort(
        Uuid.random(new Random(name.hashCode())),
        Uuid.random(new Random(name.hashCode() + 1)),
        name,
        type,
        opts,
        managed,
        new OvsPort.Numbering.Assigned(Ofport.of(1)),
        Map.of(),
        Map.of());
  }

  private static Fact.Tunnel tunnel(String remote, Map<String, String> bfd) {
    return tunnel(remote, bfd, "192.0.2.1");
  }

  private static Fact.Tunnel tunnel(
      String remote, Map<String, String> bfd, String local, String... also) {
    return new Fact.Tunnel(
        new FactId.Tunnel(Ipv4Address.of(remote)),
        Ipv4Address.of(local),
        Stream.of(also).map(Ipv4Address::of).toList(),
        bfd,
        Map.of());
  }

  private List<Operation> plan(List<OvsPort> ports, Fact.Tunnel... tunnels) {
    OvsBridge bridge = new OvsBridge(Uuid.ZERO, "tor1", Optional.of("secure"), ports);
    Set<String> names = new HashSet<>();
    ports.forEach(port -> names.add(port.name()));
    OvsView view = new OvsView(Map.of("tor1", bridge), names, true);
    return PortPlan.plan(view, bridge, List.of(tunnels), tables, new Random(1));
  }

  private String insertedName(List<Operation> plan) {
    return plan.stream()
        .filter(Operation.Insert.class::isInstance)
        .map(Operation.Insert.class::cast)
        .filter(insert -> insert.table() == tables.port().schema())
        .map(insert -> ((StringAtom) insert.values().get(tables.port().name())).value())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void addsAPortNamedAfterTheRemoteInOneTransaction() {
    List<Operation> plan = plan(List.of(), tunnel("192.0.2.2", Map.of()));
    assertThat(plan).hasSize(3);
    assertThat(insertedName(plan)).isEqualTo("vxc0000202");
  }

  @Test
  void takesAnotherNameWhenSomebodyHasIt() {
    List<Operation> plan =
        plan(List.of(port("vxc0000202", "vxlan", false, Map.of())), tunnel("192.0.2.2", Map.of()));
    assertThat(insertedName(plan)).isEqualTo("vxc0000202_1");
  }

  @Test
  void leavesAPortAloneThatIsRight() {
    OvsPort right = port("vxany", "vxlan", true, OPTIONS);
    assertThat(plan(List.of(right), tunnel("192.0.2.2", Map.of()))).isEmpty();
  }

  @Test
  void putsBackOptionsAndKeepsThoseThatItDoesNotKnow() {
    OvsPort wrong =
        port("vxany", "vxlan", true, Map.of("remote_ip", "192.0.2.2", "key", "7", "tos", "1"));
    assertThat(plan(List.of(wrong), tunnel("192.0.2.2", Map.of())))
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Update.class,
            update ->
                assertThat(update.values().get(tables.iface().options()).toString())
                    .contains("tos", "flow", "192.0.2.1"));
  }

  @Test
  void removesItsOwnPortsAloneWhenTheyAreNotWanted() {
    OvsPort ours = port("vxany", "vxlan", true, OPTIONS);
    List<Operation> plan =
        plan(
            List.of(
                ours, port("eth1", "", false, Map.of()), port("vxold", "vxlan", false, OPTIONS)));
    assertThat(plan)
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Mutate.class,
            mutate -> assertThat(mutate.mutations().getFirst().argument()).isEqualTo(ours.uuid()));
  }

  private static OvsPort end(String name, String local) {
    return port(
        name, "vxlan", true, Map.of("remote_ip", "192.0.2.2", "local_ip", local, "key", "flow"));
  }

  private static List<Operation.Update> updates(List<Operation> plan) {
    return plan.stream()
        .filter(Operation.Update.class::isInstance)
        .map(Operation.Update.class::cast)
        .toList();
  }

  @Test
  void addsAPortForEachAddressOfOursAndRunsBfdOnTheOneThatSends() {
    List<Operation> plan =
        plan(
            List.of(end("vxc0000202", "192.0.2.1")),
            tunnel("192.0.2.2", Map.of("enable", "true"), "192.0.2.9", "192.0.2.1", "192.0.2.8"));
    assertThat(updates(plan)).as("no port gets another address").isEmpty();
    assertThat(insertedName(plan)).isEqualTo("vxc0000202_1");
    Function<Operation.Insert, String> row =
        insert ->
            insert.values().get(tables.iface().options())
                + " "
                + insert.values().get(tables.iface().bfd());
    assertThat(plan)
        .filteredOn(operation ->
            operation instanceof Operation.Insert insert
                && insert.table() == tables.iface().schema())
        .map(operation -> row.apply((Operation.Insert) operation))
        .satisfiesExactly(
            sends -> assertThat(sends).contains("192.0.2.9", "enable"),
            takes -> assertThat(takes).contains("192.0.2.8").doesNotContain("enable"));
  }

  @Test
  void aPortWhoseAddressIsNoneAnyMoreGetsTheOneWithoutAPort() {
    List<OvsPort> ports = List.of(end("vxa", "192.0.2.1"), end("vxb", "192.0.2.8"));
    assertThat(plan(ports, tunnel("192.0.2.2", Map.of(), "192.0.2.8", "192.0.2.9")))
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Update.class,
            update ->
                assertThat(update.values().get(tables.iface().options()).toString())
                    .contains("192.0.2.9"));
    assertThat(plan(ports, tunnel("192.0.2.2", Map.of(), "192.0.2.8")))
        .singleElement()
        .isInstanceOfSatisfying(
            Operation.Mutate.class,
            mutate ->
                assertThat(mutate.mutations().getFirst().argument())
                    .isEqualTo(ports.getFirst().uuid()));
  }

  @Test
  void switchesForwardingByItselfOff() {
    OvsBridge open = new OvsBridge(Uuid.ZERO, "tor1", Optional.empty(), List.of());
    OvsView view = new OvsView(Map.of("tor1", open), Set.of(), true);
    assertThat(PortPlan.plan(view, open, List.of(), tables, new Random(1)))
        .singleElement()
        .isInstanceOf(Operation.Update.class);
  }

  @Test
  void checksTunnelKeysOfBfdUnlessTheControllerSaysOtherwise() {
    assertThat(Bfd.config(tunnel("192.0.2.2", Map.of("enable", "true"))))
        .containsEntry("enable", "true")
        .containsEntry("check_tnl_key", "true");
    assertThat(Bfd.config(tunnel("192.0.2.2", Map.of("enable", "true", "check_tnl_key", "false"))))
        .containsEntry("check_tnl_key", "false");
    assertThat(Bfd.config(tunnel("192.0.2.2", Map.of("enable", "true", "check_tnl_key", "no"))))
        .containsEntry("check_tnl_key", "true");
    assertThat(Bfd.config(tunnel("192.0.2.2", Map.of("min_rx", "100")))).isEmpty();
  }

  @Test
  void leavesBfdParametersOutThatAreNone() {
    Map<String, String> said =
        Map.of("enable", "true", "min_rx", "fast", "min_tx", "50", "cpath_down", "perhaps");
    assertThat(Bfd.config(tunnel("192.0.2.2", said)))
        .containsEntry("min_tx", "50")
        .doesNotContainKeys("min_rx", "cpath_down");
  }

  @Test
  void sendsBfdToWhereTheOtherEndWantsItOrToTheSchemasDefault() {
    FactId.Tunnel id = new FactId.Tunnel(Ipv4Address.of("192.0.2.2"));
    Map<String, String> wanted =
        Map.of("bfd_dst_ip", "10.1.2.3", "bfd_dst_mac", "00:23:20:00:00:77");
    Map<String, String> nonsense = Map.of("bfd_dst_ip", "there", "bfd_dst_mac", "me");
    assertThat(Bfd.config(bfdTunnel(id, Map.of())))
        .isEqualTo(Map.of("enable", "true", "check_tnl_key", "true", "bfd_dst_ip", "169.254.1.1"));
    assertThat(Bfd.config(bfdTunnel(id, wanted)))
        .containsEntry("bfd_dst_ip", "10.1.2.3")
        .containsEntry("bfd_local_dst_mac", "00:23:20:00:00:77");
    assertThat(Bfd.config(bfdTunnel(id, nonsense))).isEqualTo(Bfd.config(bfdTunnel(id, Map.of())));
  }

  private static Fact.Tunnel bfdTunnel(FactId.Tunnel id, Map<String, String> remote) {
    Map<String, String> params = Map.of("enable", "true");
    return new Fact.Tunnel(id, Ipv4Address.of("192.0.2.1"), List.of(), params, remote);
  }
}
