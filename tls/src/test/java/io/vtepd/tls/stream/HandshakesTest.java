package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class HandshakesTest {
  @Test
  void onlyTheOldestHasToGoAndOnlyWhenPlacesAreTaken() {
    Handshakes handshakes = new Handshakes(2);
    Channel first = new EmbeddedChannel();
    Channel second = new EmbeddedChannel();
    handshakes.begin(first, 100);
    assertThat(handshakes.isFull()).isFalse();
    assertThat(handshakes.evict(1_000_000)).isEmpty();
    handshakes.begin(second, 200);
    assertThat(handshakes.isFull()).isTrue();
    assertThat(handshakes.evictionDueMs()).hasValue(100 + Handshakes.GRACE_MS);
    assertThat(handshakes.evict(99 + Handshakes.GRACE_MS)).isEmpty();
    assertThat(handshakes.evict(100 + Handshakes.GRACE_MS)).contains(first);
    handshakes.end(first);
    handshakes.end(first);
    assertThat(handshakes.count()).isEqualTo(1);
    assertThat(handshakes.evictionDueMs()).isEmpty();
  }
}
