package io.vtepd.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4PrefixTest {

  @ParameterizedTest
  @CsvSource({
    "192.168.1.10/24, 192.168.1.0/24, 192.168.1.1/24",
    "192.168.1.1/24, 192.168.1.0/24, 192.168.1.2/24",
    "10.0.0.1/8, 10.0.0.0/8, 10.0.0.2/8",
    "200.1.2.6/30, 200.1.2.4/30, 200.1.2.5/30",
  })
  void knowsItsNetworkAndAGatewayInIt(String text, String network, String gateway) {
    Ipv4Prefix prefix = Ipv4Prefix.parse(text).orElseThrow();
    assertThat(prefix).hasToString(text);
    assertThat(prefix.network()).isEqualTo(network);
    assertThat(prefix.gateway()).hasToString(gateway);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.1", "10.0.0.256/8", "10.0.0/8", "10.0.0.1/31", "x/8", "10.0.0.1/"})
  void refusesWhatIsNoPrefix(String text) {
    assertThat(Ipv4Prefix.parse(text)).isEmpty();
  }

  @Test
  void saysWhichLengthIsUsual() {
    assertThat(Ipv4Prefix.fault("10.0.0.1"))
        .isEqualTo("\"10.0.0.1\" lacks its prefix length. Write 10.0.0.1/8.");
    assertThat(Ipv4Prefix.fault("192.168.0.1")).endsWith("Write 192.168.0.1/24.");
  }
}
