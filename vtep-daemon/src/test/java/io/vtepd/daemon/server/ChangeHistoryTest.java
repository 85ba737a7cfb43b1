package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.server.ChangeHistory.Change;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeHistoryTest {

  @Test
  void tellsWhoChangedWhatAndWhatWasRefused() {
    try (ServerFixture fixture = new ServerFixture()) {
      RawClient client = fixture.client();
      String insert = "{'op':'insert','table':'Thing','row':{'name':'a'}}";
      String delete = "{'op':'delete','table':'Thing','where':[]}";
      client.ask("{'id':1,'method':'transact','params':['db'," + insert + "]}");
      client.ask("{'id':2,'method':'transact','params':['db'," + insert + ",{'op':'abort'}]}");
      client.ask("{'id':3,'method':'transact','params':['db'," + delete + "]}");
      List<Change> all = fixture.server().counters().history().all();
      assertThat(all)
          .hasSize(3)
          .allSatisfy(change -> {
            assertThat(change.database()).isEqualTo("db");
            assertThat(change.peer()).contains("punix:");
            assertThat(change.dateMs()).isPositive();
          });
      assertThat(all.get(0).rows()).containsEntry("Thing", 1);
      assertThat(all.get(1).refused()).contains("aborted: aborted by request");
      assertThat(all.get(1).rows()).isEmpty();
      assertThat(all.get(2).refused()).isEmpty();
    }
  }

  @Test
  void keepsTheLastOnesAndOwnReportsDoNotPushPeersOut() {
    ChangeHistory history = new ChangeHistory();
    OvsdbError error = OvsdbError.of("x", "y".repeat(1_000_000));
    for (int i = 0; i < 3 * ChangeHistory.PEERS_LIMIT; i++) {
      history.refused("db", Optional.of("peer"), error, i);
      history.refused("db", Optional.empty(), error, i);
    }
    List<Change> all = history.all();
    assertThat(all).hasSize(ChangeHistory.PEERS_LIMIT + ChangeHistory.OWN_LIMIT);
    assertThat(all.getFirst().peer()).isEqualTo("this process");
    assertThat(all.getLast().dateMs()).isEqualTo(2 * ChangeHistory.PEERS_LIMIT);
    assertThat(all).allSatisfy(one -> assertThat(one.refused().get().length()).isLessThan(300));
  }
}
