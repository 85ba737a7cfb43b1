package io.vtepd.vtep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "255.255.255.255, 255.255.255.255",
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::",
    "fe80::, fe80::",
    "::ffff:10.0.0.1, ::ffff:a00:1",
    "::ffff:7f00:1, ::ffff:7f00:1"
  })
  void printsWhatItReadInCanonicalForm(String text, String canonical) {
    assertThat(IpAddress.parse(text).map(Object::toString)).contains(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0",
        "10.0.0.1.2",
        "10.0.0.256",
        "10.0.0.01",
        "10.0.0.-1",
        "10.0.0.1 ",
        "10.0.0.x",
        "localhost",
        "1",
        ":",
        ":::",
        "1::2::3",
        "fe80::1%lo",
        "[::1]",
        "g::1",
        "12345::",
        "1:2:3:4:5:6:7:8:9"
      })
  void refusesEverythingElse(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @Test
  void ordersIpv4AsUnsignedNumbers() {
    assertThat(Ipv4Address.of("200.0.0.1")).isGreaterThan(Ipv4Address.of("100.0.0.1"));
  }

  @Test
  void onlyStationsAreUnicast() {
    assertThat(Ipv4Address.of("192.0.2.1").isUnicast()).isTrue();
    assertThat(Ipv4Address.of("0.0.0.0").isUnicast()).isFalse();
    assertThat(Ipv4Address.of("224.0.0.1").isUnicast()).isFalse();
    assertThat(Ipv4Address.of("255.255.255.255").isUnicast()).isFalse();
  }

  @Test
  void aFieldTellsAbsentFromMalformed() {
    assertThat(IpField.parse("")).isEqualTo(new IpField.Absent());
    assertThat(IpField.parse("10.0.0.1/24")).isEqualTo(new IpField.Malformed("10.0.0.1/24"));
    assertThat(IpField.parse("10.0.0.1").ipv4()).contains(Ipv4Address.of("10.0.0.1"));
    assertThat(IpField.parse("::1").ipv4()).isEmpty();
  }
}
