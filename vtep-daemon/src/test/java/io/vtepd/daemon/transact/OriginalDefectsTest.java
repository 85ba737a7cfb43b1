package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Inputs that ovsdb-server 3.1 dies of or answers wrongly. */
class OriginalDefectsTest {

  private final EngineFixture engine = new EngineFixture();

  @Test
  void negativeIntegerTimesZeroIsZero() {
    engine.run("{'op':'insert','table':'A','row':{'i':-7}}");
    assertThat(mutateI("['i','*=',0]")).isEqualTo("[{'count':1}]");
    assertThat(engine.value("A", "i")).isEqualTo("0");
  }

  @Test
  void productsThatFitAreNoRangeErrors() {
    engine.run("{'op':'insert','table':'A','row':{'i':9223372036854775807}}");
    assertThat(mutateI("['i','*=',1]")).isEqualTo("[{'count':1}]");
    assertThat(mutateI("['i','*=',-1]")).isEqualTo("[{'count':1}]");
    assertThat(engine.value("A", "i")).isEqualTo("-9223372036854775807");
    engine.run("{'op':'update','table':'A','where':[],'row':{'i':2147483648}}");
    assertThat(mutateI("['i','*=',4294967295]")).isEqualTo("[{'count':1}]");
    assertThat(engine.value("A", "i")).isEqualTo("9223372034707292160");
  }

  @Test
  void productsThatDoNotFitAreRangeErrors() {
    engine.run("{'op':'insert','table':'A','row':{'i':-9223372036854775808}}");
    assertThat(mutateI("['i','*=',-1]")).contains("range error");
    engine.run("{'op':'update','table':'A','where':[],'row':{'i':-4294967296}}");
    assertThat(mutateI("['i','*=',-4294967296]")).contains("range error");
  }

  @Test
  void danglingKeyAndValueOfOnePairDropThePairOnce() {
    engine.run(
        """
        {'op':'insert','table':'WW','row':{'both':['map',[
          [['uuid','00000000-0000-4000-8000-000000000001'],
           ['uuid','00000000-0000-4000-8000-000000000002']]]]}}\
        """);
    assertThat(engine.value("WW", "both")).isEqualTo("['map',[]]");
  }

  @Test
  void weakReferencesGoThoughTheirRowWasChangedBeforeTheDelete() {
    String target = "['uuid','00000000-0000-4000-8000-000000000001']";
    engine.run(
        "{'op':'insert','table':'R','uuid':'00000000-0000-4000-8000-000000000001','row':{}}",
        "{'op':'insert','table':'W','row':{'ws':" + target + "}}");
    engine.run(
        "{'op':'update','table':'W','where':[],'row':{'n':'changed'}}",
        "{'op':'delete','table':'R','where':[]}");
    assertThat(engine.value("W", "ws")).isEqualTo("['set',[]]");
  }

  @Test
  void rowsOfTwoTablesWithOneUuidAreNotTheSame() {
    String uuid = "00000000-0000-4000-8000-000000000001";
    String insert =
        "{'op':'insert','table':'X','uuid':'%s','row':{'must':['uuid','%s']}}"
            .formatted(uuid, uuid);
    assertThat(engine.run(insert)).contains("referential integrity violation");
  }

  private String mutateI(String mutation) {
    return engine.run("{'op':'mutate','table':'A','where':[],'mutations':[" + mutation + "]}");
  }
}
