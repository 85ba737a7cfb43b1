package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.database.PreparedCommit;
import io.vtepd.ovsdb.table.RowChange;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a commit carries besides the results, which the transcripts show. */
class TransactorTest {

  private static final String UUID = "00000000-0000-4000-8000-000000000001";
  private static final String INSERT =
      "{'op':'insert','table':'A','uuid':'" + UUID + "','row':{'i':1}}";

  private final EngineFixture engine = new EngineFixture();

  private PreparedCommit commit(String... operations) {
    return ((Outcome.Ready) engine.execute(engine.transaction(operations), 0)).commit();
  }

  private Uuid version() {
    var table = engine.database().schema().requireTable("A");
    return engine.database().snapshot().row(table, Uuid.of(UUID)).orElseThrow().version();
  }

  @Test
  void commitSaysWhetherItIsDurableAndWhatTheCommentsWere() {
    PreparedCommit commit =
        commit(
            "{'op':'comment','comment':'one'}",
            "{'op':'commit','durable':true}",
            "{'op':'commit','durable':false}",
            "{'op':'comment','comment':'two'}");
    assertThat(commit.durable()).isTrue();
    assertThat(commit.comments()).containsExactly("one", "two");
    assertThat(commit.changes().isEmpty()).isTrue();
  }

  @Test
  void assertAsksForALockThatTheSessionOwns() {
    String assertion = "{'op':'assert','lock':'mine'}";
    assertThat(engine.run(assertion, INSERT))
        .isEqualTo("[{'error':'not owner','details':'Asserted lock mine not held.'},null]");
    engine.locks().add("mine");
    assertThat(engine.run(assertion)).isEqualTo("[{}]");
  }

  @Test
  void writingWhatIsThereIsNoChange() {
    engine.run(INSERT);
    Uuid version = version();
    assertThat(commit("{'op':'update','table':'A','where':[],'row':{'i':1}}").changes().isEmpty())
        .isTrue();
    commit(
        "{'op':'update','table':'A','where':[],'row':{'i':2}}",
        "{'op':'mutate','table':'A','where':[],'mutations':[['i','-=',1]]}");
    assertThat(engine.lastChanges().isEmpty()).isTrue();
    assertThat(version()).isEqualTo(version);
  }

  @Test
  void changingDataChangesTheVersion() {
    engine.run(INSERT);
    Uuid version = version();
    engine.run("{'op':'update','table':'A','where':[],'row':{'i':2}}");
    assertThat(version()).isNotEqualTo(version);
  }

  @Test
  void cleaningAWeakReferenceChangesTheVersion() {
    engine.run(
        "{'op':'insert','table':'R','uuid':'" + UUID + "','row':{}}",
        "{'op':'insert','table':'W','row':{'ws':['uuid','" + UUID + "']}}");
    engine.run("{'op':'delete','table':'R','where':[]}");
    List<RowChange> changes = engine.lastChanges().changes();
    assertThat(changes).hasSize(2);
    RowChange cleaned =
        changes.stream().filter(c -> c.table().name().equals("W")).findFirst().orElseThrow();
    assertThat(cleaned.after().orElseThrow().version())
        .isNotEqualTo(cleaned.before().orElseThrow().version());
  }

  @Test
  void insertedAndDeletedRowIsNoChange() {
    commit(INSERT, "{'op':'delete','table':'A','where':[]}");
    assertThat(engine.lastChanges().isEmpty()).isTrue();
  }

  @Test
  void eachRowIsOneChangeHoweverOftenItWasWritten() {
    engine.run(INSERT);
    String add = "{'op':'mutate','table':'A','where':[],'mutations':[['i','+=',1]]}";
    commit(add, add, add);
    assertThat(engine.lastChanges().changes()).hasSize(1);
  }

  @Test
  void errorsNameTableRowAndColumn() {
    String missing = "00000000-0000-4000-8000-000000000009";
    assertThat(
            engine.run(
                "{'op':'insert','table':'R','uuid':'%s','row':{'one':['uuid','%s']}}"
                    .formatted(UUID, missing)))
        .contains("Table R column one row " + UUID, missing);
    engine.run("{'op':'insert','table':'I','uuid':'" + UUID + "','row':{'a':'twice'}}");
    assertThat(engine.run("{'op':'insert','table':'I','row':{'a':'twice','c':1}}"))
        .contains("multiple rows in \\'I\\' table", "(a \\'twice\\')", "index on a", UUID);
    assertThat(engine.run("{'op':'insert','table':'A','row':{'e':'z'}}"))
        .contains("\\'z\\' is not one of the allowed values {\\'\\', \\'x\\', \\'y\\'}");
  }

  @Test
  void sessionThatMayOnlyReadMayNotWrite() {
    var write = List.of(EngineFixture.parse(INSERT));
    var read =
        List.of(
            EngineFixture.parse("{'op':'select','table':'A','where':[]}"),
            EngineFixture.parse("{'op':'comment','comment':'x'}"));
    var schema = engine.database().schema();
    Outcome refused =
        engine.execute(
            Transaction.parse(schema, write, LockView.NONE, Access.READ_ONLY, Optional.empty()), 0);
    assertThat(EngineFixture.text(((Outcome.Refused) refused).result())).contains("not allowed");
    assertThat(
            engine.execute(
                Transaction.parse(schema, read, LockView.NONE, Access.READ_ONLY, Optional.empty()),
                0))
        .isInstanceOf(Outcome.Ready.class);
  }
}
