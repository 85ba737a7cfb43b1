package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OvsdbServerTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void tellsWhenItsThreadHasDied() {
    AtomicBoolean broken = new AtomicBoolean();
    ManualClock manual = new ManualClock();
    ServerClock clock =
        new ServerClock() {
          @Override
          public long dateMs() {
            return manual.dateMs();
          }

          @Override
          public long monotonicMs() {
            if (broken.get()) {
              throw new IllegalStateException("deliberate");
            }
            return manual.monotonicMs();
          }
        };
    try (OvsdbServer server = new OvsdbServer(ServerOptions.defaults().withClock(clock))) {
      server.start();
      assertThat(server.ping()).succeedsWithin(LIMIT);
      assertThat(server.ended()).isNotDone();
      broken.set(true);
      server.ping();
      assertThat(server.ended())
          .failsWithin(LIMIT)
          .withThrowableThat()
          .withMessageContaining("deliberate");
    }
  }

  @Test
  void endsWhenClosed() {
    OvsdbServer server = new OvsdbServer(ServerOptions.defaults());
    server.start();
    server.close();
    assertThat(server.ended()).succeedsWithin(LIMIT);
  }
}
