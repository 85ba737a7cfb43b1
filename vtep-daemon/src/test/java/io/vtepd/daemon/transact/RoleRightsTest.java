package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoleRightsTest {

  private static final String RBAC_TABLES =
      "'RBAC_Role':{'isRoot':true,'columns':{'name':{'type':'string'},'permissions':{'type':"
          + "{'key':'string','value':{'type':'uuid','refTable':'RBAC_Permission'},"
          + "'min':0,'max':'unlimited'}}}},"
          + "'RBAC_Permission':{'isRoot':true,'columns':{'table':{'type':'string'},"
          + "'authorization':{'type':{'key':'string','min':0,'max':'unlimited'}},"
          + "'insert_delete':{'type':'boolean'},"
          + "'update':{'type':{'key':'string','min':0,'max':'unlimited'}}}},";

  private static final String NODE =
      "'Node':{'isRoot':true,'columns':{'name':{'type':'string'},'note':{'type':'string'},"
          + "'other':{'type':'string'},'config':{'type':"
          + "{'key':'string','value':'string','min':0,'max':'unlimited'}}}}";

  private final EngineFixture engine = new EngineFixture(schema(RBAC_TABLES + NODE));

  private static DatabaseSchema schema(String tables) {
    try {
      return SchemaJson.parse(EngineFixture.parse("{'name':'D','tables':{" + tables + "}}"));
    } catch (OvsdbException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @BeforeEach
  void fill() {
    engine.run(
        "{'op':'insert','table':'RBAC_Role','row':{'name':'r','permissions':"
            + "['map',[['Node',['named-uuid','p']]]]}}",
        "{'op':'insert','table':'RBAC_Permission','uuid-name':'p','row':{'table':'Node',"
            + "'authorization':['set',['name','config:owner']],'insert_delete':true,"
            + "'update':['set',['note']]}}",
        "{'op':'insert','table':'Node','row':{'name':'me'}}",
        "{'op':'insert','table':'Node','row':{'name':'you'}}",
        "{'op':'insert','table':'Node','row':{'name':'lent','config':"
            + "['map',[['owner','me']]]}}");
  }

  private String as(String role, Optional<String> client, String... operations) {
    return as(engine, role, client, operations);
  }

  private static String as(
      EngineFixture engine, String role, Optional<String> client, String... operations) {
    List<Json> json = new ArrayList<>();
    for (String operation : operations) {
      json.add(EngineFixture.parse(operation));
    }
    Transaction transaction =
        Transaction.parse(
            engine.database().schema(),
            json,
            LockView.NONE,
            Access.READ_WRITE,
            Optional.of(new RoleRights(role, client)));
    return switch (engine.execute(transaction, 0)) {
      case Outcome.Ready ready -> EngineFixture.text(ready.commit().result());
      case Outcome.Refused refused -> EngineFixture.text(refused.result());
      case Outcome.Waiting waiting -> "waiting " + waiting.timeoutMs();
    };
  }

  private String asMe(String... operations) {
    return as("r", Optional.of("me"), operations);
  }

  private static String update(String name, String column) {
    return "{'op':'update','table':'Node','where':[['name','==','%s']],'row':{'%s':'x'}}"
        .formatted(name, column);
  }

  @Test
  void rowsOfTheClientMayBeChangedInSomeColumns() {
    assertThat(asMe(update("me", "note"))).isEqualTo("[{'count':1}]");
    assertThat(asMe(update("lent", "note"))).isEqualTo("[{'count':1}]");
    assertThat(asMe(update("me", "other")))
        .contains("'permission error'")
        .contains("RBAC rules for client \\'me\\' role \\'r\\' prohibit modification of table");
    assertThat(asMe(update("you", "note"))).contains("'permission error'");
    assertThat(asMe(update("nobody", "other"))).isEqualTo("[{'count':0}]");
  }

  @Test
  void rowsOfTheClientMayComeAndGo() {
    String own = "{'op':'insert','table':'Node','row':{'name':'me','note':'new'}}";
    String foreign = "{'op':'insert','table':'Node','row':{'name':'him'}}";
    assertThat(asMe(own)).contains("'uuid'");
    assertThat(asMe(own, foreign)).contains("'uuid'", "'permission error'");
    assertThat(asMe("{'op':'delete','table':'Node','where':[['name','==','me']]}"))
        .isEqualTo("[{'count':2}]");
    assertThat(asMe("{'op':'delete','table':'Node','where':[]}")).contains("'permission error'");
  }

  @Test
  void insertAndDeleteNeedTheirPermission() {
    engine.run(
        "{'op':'update','table':'RBAC_Permission','where':[],'row':{'insert_delete':false}}");
    assertThat(asMe("{'op':'insert','table':'Node','row':{'name':'me'}}"))
        .contains("'permission error'");
    assertThat(asMe("{'op':'delete','table':'Node','where':[['name','==','me']]}"))
        .contains("'permission error'");
    assertThat(asMe(update("me", "note"))).isEqualTo("[{'count':1}]");
  }

  @Test
  void emptyAuthorizationLetsAllRowsPass() {
    engine.run("{'op':'update','table':'RBAC_Permission','where':[],'row':{'authorization':''}}");
    assertThat(asMe(update("you", "note"))).isEqualTo("[{'count':1}]");
  }

  @Test
  void tablesAndRolesWithoutPermissionMayOnlyBeRead() {
    String delete = "{'op':'delete','table':'RBAC_Role','where':[['name','==','none']]}";
    assertThat(asMe(delete)).contains("'permission error'");
    assertThat(asMe("{'op':'select','table':'RBAC_Role','where':[],'columns':['name']}"))
        .isEqualTo("[{'rows':[{'name':'r'}]}]");
    assertThat(as("other", Optional.of("me"), update("me", "note"))).contains("'permission error'");
    assertThat(as("r", Optional.empty(), update("me", "note")))
        .contains("client \\'(null)\\'", "'permission error'");
  }

  @Test
  void databaseWithoutRolesGrantsEverything() {
    EngineFixture plain = new EngineFixture(schema(NODE));
    assertThat(
            as(
                plain,
                "r",
                Optional.empty(),
                "{'op':'insert','table':'Node','row':{'name':'a'}}",
                update("a", "other"),
                "{'op':'delete','table':'Node','where':[]}"))
        .contains("{'count':1},{'count':1}");
  }
}
