package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.vtep.HardwareVtepSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Local MACs go with the last binding of their logical switch, in the same commit. */
class DropLocalRowsTest {

  private static final String RED = "00000000-0000-4000-8000-000000000001";
  private static final String BLUE = "00000000-0000-4000-8000-000000000002";
  private static final String DELETE_RED = deleteSwitch(RED);
  private static final String REMOVE_SWITCHES =
      "{'op':'update','table':'Global','where':[],'row':{'switches':['set',[]]}}";

  private final EngineFixture engine =
      new EngineFixture(
          HardwareVtepSchema.load(), Transactor.ofAppliance(RandomGenerator.getDefault()));

  /** p1 binds VLAN 1 to red and 2 to blue, p2 binds 3 to red; both have a station and a flood. */
  @BeforeEach
  void setUp() {
    List<String> operations = new ArrayList<>();
    operations.add(
        "{'op':'insert','table':'Physical_Locator','uuid-name':'here','row':"
            + "{'dst_ip':'192.0.2.1','encapsulation_type':'vxlan_over_ipv4'}}");
    for (String each : List.of(RED, BLUE)) {
      operations.add(
          "{'op':'insert','table':'Logical_Switch','uuid':'%s','row':{'name':'%s'}}"
              .formatted(each, each));
      operations.add(ucast("Ucast_Macs_Local", each));
      operations.add(
          "{'op':'insert','table':'Physical_Locator_Set','uuid-name':'s%s','row':{'locators':%s}}"
              .formatted(each.charAt(35), "['named-uuid','here']"));
      operations.add(
          ("{'op':'insert','table':'Mcast_Macs_Local','row':{'MAC':'unknown-dst',"
                  + "'logical_switch':['uuid','%s'],'locator_set':['named-uuid','s%s']}}")
              .formatted(each, each.charAt(35)));
    }
    operations.add(port("p1", "[1,['uuid','%s']],[2,['uuid','%s']]".formatted(RED, BLUE)));
    operations.add(port("p2", "[3,['uuid','%s']]".formatted(RED)));
    operations.add(
        "{'op':'insert','table':'Physical_Switch','uuid-name':'gw','row':{'name':'gw','ports':"
            + "['set',[['named-uuid','p1'],['named-uuid','p2']]]}}");
    operations.add("{'op':'insert','table':'Global','row':{'switches':['named-uuid','gw']}}");
    assertThat(engine.run(operations.toArray(String[]::new))).doesNotContain("error");
  }

  private static String ucast(String table, String logicalSwitch) {
    return ("{'op':'insert','table':'%s','row':{'MAC':'02:00:00:00:00:01',"
            + "'logical_switch':['uuid','%s'],'locator':['named-uuid','here']}}")
        .formatted(table, logicalSwitch);
  }

  private static String port(String name, String bindings) {
    return ("{'op':'insert','table':'Physical_Port','uuid-name':'%s','row':{'name':'%s',"
            + "'vlan_bindings':['map',[%s]]}}")
        .formatted(name, name, bindings);
  }

  private static String unbind(String port, int vlan) {
    return ("{'op':'mutate','table':'Physical_Port','where':[['name','==','%s']],"
            + "'mutations':[['vlan_bindings','delete',['set',[%d]]]]}")
        .formatted(port, vlan);
  }

  private static String deleteSwitch(String uuid) {
    return "{'op':'delete','table':'Logical_Switch','where':[['_uuid','==',['uuid','%s']]]}"
        .formatted(uuid);
  }

  private int count(String table) {
    var rows = engine.database().snapshot().rows(engine.database().schema().requireTable(table));
    return rows.size();
  }

  @Test
  void oneTransactionUnbindsAndDeletes() {
    assertThat(engine.run(unbind("p1", 1), unbind("p2", 3), DELETE_RED))
        .isEqualTo("[{'count':1},{'count':1},{'count':1}]");
    assertThat(engine.lastChanges().changes().stream().map(RowChange::table).map(Object::toString))
        .as("all in one commit")
        .containsExactlyInAnyOrder(
            "Physical_Port",
            "Physical_Port",
            "Logical_Switch",
            "Ucast_Macs_Local",
            "Mcast_Macs_Local",
            "Physical_Locator_Set");
    assertThat(count("Ucast_Macs_Local")).as("the other one's stay").isEqualTo(1);
    assertThat(count("Mcast_Macs_Local")).isEqualTo(1);
  }

  @Test
  void twoTransactionsUnbindAndDelete() {
    engine.run(unbind("p1", 1));
    assertThat(count("Ucast_Macs_Local")).as("p2 still binds it").isEqualTo(2);
    engine.run(unbind("p2", 3));
    assertThat(count("Ucast_Macs_Local")).isEqualTo(1);
    assertThat(count("Mcast_Macs_Local")).isEqualTo(1);
    assertThat(engine.run(DELETE_RED)).isEqualTo("[{'count':1}]");
  }

  @Test
  void theLastLocatorGoesAlong() {
    engine.run(
        "{'op':'update','table':'Physical_Port','where':[],'row':{'vlan_bindings':['map',[]]}}");
    assertThat(count("Ucast_Macs_Local")).isZero();
    assertThat(count("Mcast_Macs_Local")).isZero();
    assertThat(count("Physical_Locator")).isZero();
  }

  @Test
  void portsThatGoWithTheirSwitchTakeThemAlong() {
    assertThat(engine.run(REMOVE_SWITCHES)).isEqualTo("[{'count':1}]");
    assertThat(count("Physical_Port")).isZero();
    assertThat(count("Ucast_Macs_Local")).isZero();
    assertThat(count("Mcast_Macs_Local")).isZero();
    assertThat(count("Physical_Locator")).isZero();
    assertThat(engine.run(DELETE_RED, deleteSwitch(BLUE))).isEqualTo("[{'count':1},{'count':1}]");
  }

  @Test
  void oneTransactionRemovesThePhysicalSwitchAndDeletesItsLogicalSwitches() {
    assertThat(engine.run(REMOVE_SWITCHES, DELETE_RED, deleteSwitch(BLUE)))
        .isEqualTo("[{'count':1},{'count':1},{'count':1}]");
    for (String table : List.of("Physical_Switch", "Physical_Port", "Logical_Switch")) {
      assertThat(count(table)).as(table).isZero();
    }
    assertThat(count("Ucast_Macs_Local")).isZero();
    assertThat(count("Physical_Locator")).isZero();
  }

  @Test
  void oneTransactionRemovesAPortAndDeletesTheLogicalSwitchThatItAloneBound() {
    assertThat(engine.run(removePort("p1"), deleteSwitch(BLUE)))
        .isEqualTo("[{'count':1},{'count':1}]");
    assertThat(count("Physical_Port")).isEqualTo(1);
    assertThat(count("Logical_Switch")).isEqualTo(1);
    assertThat(engine.run(removePort("p2"), DELETE_RED)).isEqualTo("[{'count':1},{'count':1}]");
    assertThat(count("Logical_Switch")).isZero();
  }

  @Test
  void oneTransactionRemovesAPortAndDeletesTheAclThatItAloneBound() {
    assertThat(
            engine.run(
                "{'op':'insert','table':'ACL_entry','uuid-name':'e','row':{'sequence':1,"
                    + "'direction':'ingress','action':'deny'}}",
                "{'op':'insert','table':'ACL','uuid-name':'a','row':{'acl_name':'a',"
                    + "'acl_entries':['named-uuid','e']}}",
                "{'op':'update','table':'Physical_Port','where':[['name','==','p1']],'row':"
                    + "{'acl_bindings':['map',[[1,['named-uuid','a']]]]}}"))
        .doesNotContain("error");
    assertThat(engine.run(removePort("p1"), "{'op':'delete','table':'ACL','where':[]}"))
        .isEqualTo("[{'count':1},{'count':1}]");
    assertThat(count("ACL")).isZero();
  }

  @Test
  void aPortThatStaysElsewhereKeepsItsLogicalSwitch() {
    String ports = uuids(uuid("Physical_Port", "p1"), uuid("Physical_Port", "p2"));
    assertThat(
            engine.run(
                "{'op':'insert','table':'Physical_Switch','uuid-name':'other','row':"
                    + "{'name':'other','ports':%s}}".formatted(ports),
                "{'op':'update','table':'Global','where':[],'row':"
                    + "{'switches':['named-uuid','other']}}",
                DELETE_RED))
        .contains("because of 2 remaining reference(s)");
    assertThat(count("Logical_Switch")).as("nothing happened").isEqualTo(2);
  }

  @Test
  void aPortThatGoesFromItsSwitchTakesThoseAlongThatAreBoundNowhereElse() {
    engine.run(removePort("p1"));
    assertThat(count("Physical_Port")).isEqualTo(1);
    assertThat(count("Ucast_Macs_Local")).as("red is bound at p2, blue nowhere").isEqualTo(1);
    assertThat(count("Mcast_Macs_Local")).isEqualTo(1);
    assertThat(engine.run(deleteSwitch(BLUE))).isEqualTo("[{'count':1}]");
    assertThat(engine.run(DELETE_RED)).contains("referential integrity violation");
  }

  @Test
  void aPortThatMovesToAnotherSwitchKeepsThem() {
    String ports = uuids(uuid("Physical_Port", "p1"), uuid("Physical_Port", "p2"));
    engine.run(
        "{'op':'insert','table':'Physical_Switch','uuid-name':'other','row':{'name':'other',"
            + "'ports':%s}}".formatted(ports),
        "{'op':'update','table':'Global','where':[],'row':{'switches':['named-uuid','other']}}");
    assertThat(count("Physical_Switch")).isEqualTo(1);
    assertThat(count("Physical_Port")).isEqualTo(2);
    assertThat(count("Ucast_Macs_Local")).isEqualTo(2);
  }

  private String removePort(String name) {
    return ("{'op':'mutate','table':'Physical_Switch','where':[],'mutations':"
            + "[['ports','delete',%s]]}")
        .formatted(uuids(uuid("Physical_Port", name)));
  }

  private static String uuids(String... uuids) {
    return "['set',["
        + String.join(",", List.of(uuids).stream().map("['uuid','%s']"::formatted).toList())
        + "]]";
  }

  private String uuid(String table, String name) {
    return engine
        .run(
            "{'op':'select','table':'%s','where':[['name','==','%s']],'columns':['_uuid']}"
                .formatted(table, name))
        .replaceAll(".*'uuid','([^']+)'.*", "$1");
  }

  @Test
  void aBindingThatMovesKeepsThem() {
    engine.run(
        unbind("p1", 2),
        ("{'op':'mutate','table':'Physical_Port','where':[['name','==','p2']],'mutations':"
                + "[['vlan_bindings','insert',['map',[[2,['uuid','%s']]]]]]}")
            .formatted(BLUE));
    assertThat(count("Ucast_Macs_Local")).isEqualTo(2);
    assertThat(count("Mcast_Macs_Local")).isEqualTo(2);
  }

  @Test
  void aControllerMayDeleteThemItself() {
    String local = "{'op':'delete','table':'%s','where':[['logical_switch','==',['uuid','%s']]]}";
    assertThat(
            engine.run(
                local.formatted("Ucast_Macs_Local", RED),
                local.formatted("Mcast_Macs_Local", RED),
                unbind("p1", 1),
                unbind("p2", 3),
                DELETE_RED))
        .isEqualTo("[{'count':1},{'count':1},{'count':1},{'count':1},{'count':1}]");
  }

  @Test
  void oneThatIsStillBoundOrThatTheControllerRefersToIsNotDeleted() {
    assertThat(engine.run(unbind("p1", 1), DELETE_RED)).contains("referential integrity violation");
    assertThat(count("Ucast_Macs_Local")).as("nothing happened").isEqualTo(2);
    assertThat(
            engine.run(
                "{'op':'insert','table':'Physical_Locator','uuid-name':'here','row':"
                    + "{'dst_ip':'192.0.2.2','encapsulation_type':'vxlan_over_ipv4'}}",
                ucast("Ucast_Macs_Remote", RED)))
        .doesNotContain("error");
    assertThat(engine.run(unbind("p1", 1), unbind("p2", 3), DELETE_RED))
        .contains("because of 1 remaining reference(s)");
  }

  @Test
  void otherServersDoAsTheOriginalDoes() {
    EngineFixture plain = new EngineFixture(HardwareVtepSchema.load());
    plain.run(
        "{'op':'insert','table':'Physical_Locator','uuid-name':'here','row':"
            + "{'dst_ip':'192.0.2.1','encapsulation_type':'vxlan_over_ipv4'}}",
        "{'op':'insert','table':'Logical_Switch','uuid':'%s','row':{'name':'red'}}".formatted(RED),
        ucast("Ucast_Macs_Local", RED));
    assertThat(plain.run(DELETE_RED)).contains("because of 1 remaining reference(s)");
  }
}
