package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a server tells of the time that it takes. */
class ServerTimesTest {

  @Test
  void requestsTurnsAndUpdatesAreTimed() {
    try (ServerFixture fixture = new ServerFixture()) {
      RawClient reader = fixture.client();
      RawClient writer = fixture.tcpClient();
      reader.ask("{'id':1,'method':'monitor','params':['db',null,{'Thing':{}}]}");
      ServerTimes times = fixture.server().counters().times();
      assertThat(times.updateLag().count()).isZero();
      for (int i = 0; i < 3; i++) {
        writer.ask(
            "{'id':1,'method':'transact','params':['db',"
                + "{'op':'insert','table':'Thing','row':{'name':'n"
                + i
                + "'}}]}");
      }
      writer.ask("{'id':1,'method':'made up','params':[]}");
      writer.ask("{'id':1,'method':'get_server_id','params':[]}");
      // A turn is timed after its answers are on their way.
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            assertThat(times.requests().get("transact").count()).isEqualTo(3);
            assertThat(times.requests().get("monitor").count()).isEqualTo(1);
            assertThat(times.requests().get("other").count()).isEqualTo(1);
            assertThat(times.requests().get("get_server_id").count()).isEqualTo(1);
            assertThat(times.updateLag().count()).isBetween(1L, 3L);
            assertThat(times.updateLag().sumSeconds()).isPositive();
          });
      assertThat(times.requests()).doesNotContainKey("made up");
      assertThat(times.turns().count()).isGreaterThanOrEqualTo(6);
      assertThat(times.requests().get("transact").sumSeconds()).isPositive();
    }
  }
}
