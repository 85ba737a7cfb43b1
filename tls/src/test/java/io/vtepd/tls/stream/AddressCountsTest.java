package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;

class AddressCountsTest {

  private final AddressCounts counts = new AddressCounts(2);

  private static SocketAddress at(String ip, int tcpPort) {
    return new InetSocketAddress(InetAddress.ofLiteral(ip), tcpPort);
  }

  @Test
  void portsOfOneAddressCountTogetherAndPlacesComeBack() {
    assertThat(counts.take(at("192.0.2.1", 1))).isTrue();
    assertThat(counts.take(at("192.0.2.1", 2))).isTrue();
    assertThat(counts.take(at("192.0.2.1", 3))).isFalse();
    assertThat(counts.take(at("192.0.2.2", 1))).isTrue();
    counts.release(at("192.0.2.1", 1));
    assertThat(counts.take(at("192.0.2.1", 4))).isTrue();
  }

  @Test
  void anIpv6NetworkOf64BitsIsOneAddress() {
    assertThat(counts.take(at("2001:db8::1", 1))).isTrue();
    assertThat(counts.take(at("2001:db8::ffff:1", 1))).isTrue();
    assertThat(counts.take(at("2001:db8::2", 1))).isFalse();
    assertThat(counts.take(at("2001:db8:0:1::1", 1))).isTrue();
  }

  @Test
  void nothingIsKeptOfAddressesThatLeft() {
    for (int i = 0; i < 100; i++) {
      SocketAddress address = at("192.0.2." + i, 1);
      assertThat(counts.take(address)).isTrue();
      counts.release(address);
    }
    assertThat(counts.size()).isZero();
  }

  @Test
  void localSocketsHaveNoAddressAndNoLimit() {
    for (int i = 0; i < 10; i++) {
      assertThat(counts.take(UnixDomainSocketAddress.of("/tmp/socket"))).isTrue();
    }
    assertThat(counts.size()).isZero();
  }
}
