package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 7047 section 5.2.6, what takes time. */
class WaitTest {

  private static final String INSERT = "{'op':'insert','table':'Q','row':{'n':7}}";

  private final EngineFixture engine = new EngineFixture();

  @BeforeEach
  void insertRow() {
    engine.run("{'op':'insert','table':'Q','row':{'n':1}}");
  }

  private static String waitFor(int n, String more) {
    return "{'op':'wait','table':'Q','where':[],'columns':['n'],'until':'==','rows':[{'n':%d}]%s}"
        .formatted(n, more);
  }

  @Test
  void unsatisfiedWaitLeavesNoTraceAndAsksForItsTimeout() {
    Transaction transaction = engine.transaction(INSERT, waitFor(2, ",'timeout':500"));
    var before = engine.database().snapshot();
    assertThat(engine.execute(transaction, 0)).isEqualTo(new Outcome.Waiting(OptionalLong.of(500)));
    assertThat(engine.database().snapshot()).isSameAs(before);
  }

  @Test
  void absentTimeoutIsForEver() {
    Transaction transaction = engine.transaction(waitFor(2, ""));
    assertThat(engine.execute(transaction, 0)).isEqualTo(new Outcome.Waiting(OptionalLong.empty()));
    assertThat(engine.execute(transaction, Long.MAX_VALUE))
        .isEqualTo(new Outcome.Waiting(OptionalLong.empty()));
  }

  @Test
  void rerunsFromTheStart() {
    Transaction transaction = engine.transaction(waitFor(2, ""), INSERT);
    assertThat(engine.execute(transaction, 0)).isInstanceOf(Outcome.Waiting.class);
    engine.run("{'op':'update','table':'Q','where':[],'row':{'n':2}}");
    assertThat(engine.execute(transaction, 10)).isInstanceOf(Outcome.Ready.class);
    assertThat(engine.run("{'op':'select','table':'Q','where':[],'columns':['n'],'sort':['n']}"))
        .isEqualTo("[{'rows':[{'n':2},{'n':7}]}]");
  }

  @Test
  void timesOutWhenItsTimeIsOver() {
    Transaction transaction = engine.transaction(waitFor(2, ",'timeout':500"), INSERT);
    assertThat(engine.execute(transaction, 499)).isInstanceOf(Outcome.Waiting.class);
    Outcome.Refused refused = (Outcome.Refused) engine.execute(transaction, 500);
    assertThat(EngineFixture.text(refused.result()))
        .isEqualTo("[{'error':'timed out','details':'\\'wait\\' timed out after 500 ms'},null]");
  }

  @Test
  void onlyTheUnsatisfiedWaitsTimeoutCounts() {
    Transaction transaction =
        engine.transaction(waitFor(1, ",'timeout':5"), waitFor(2, ",'timeout':500"));
    assertThat(engine.execute(transaction, 0)).isEqualTo(new Outcome.Waiting(OptionalLong.of(500)));
  }

  @Test
  void isRefusedAtOnceWhenItsFormIsWrong() {
    assertThat(engine.run(waitFor(2, ",'other':1"))).contains("syntax error");
  }
}
