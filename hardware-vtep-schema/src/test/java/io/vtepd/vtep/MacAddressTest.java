package io.vtepd.vtep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"0a:0b:0c:0d:0e:0f", "0A:0B:0C:0D:0E:0F", "a:b:c:d:e:f", "0A-0b-0C-0d-0E-0f"})
  void readsWhatControllersWrite(String text) {
    assertThat(MacAddress.parse(text)).contains(new MacAddress(0x0a0b0c0d0e0fL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown-dst",
        "0a:0b:0c:0d:0e",
        "0a:0b:0c:0d:0e:",
        "0a:0b:0c:0d:0e:0f:00",
        "0a:0b:0c:0d:0e:0g",
        "0a:0b:0c:0d:0e:+f",
        "0a:0b:0c-0d:0e:0f",
        "00a:0b:0c:0d:0e:0f",
        " 0a:0b:0c:0d:0e:0f",
        "0a:0b:0c:0d:0e:0f 10.0.0.1",
        "0a:0b:0c:0d:0e:\u0660f"
      })
  void refusesEverythingElse(String text) {
    assertThat(MacAddress.parse(text)).isEmpty();
  }

  @Test
  void printsLowerCase() {
    assertThat(MacAddress.of("F0:9:A:B:C:D")).hasToString("f0:09:0a:0b:0c:0d");
  }

  @Test
  void knowsGroups() {
    assertThat(MacAddress.of("01:00:5e:00:00:01").isGroup()).isTrue();
    assertThat(MacAddress.BROADCAST.isGroup()).isTrue();
    assertThat(MacAddress.of("02:00:00:00:00:01").isGroup()).isFalse();
  }

  @Test
  void aMacFieldKeepsWhatItCannotRead() {
    assertThat(MacField.parse("unknown-dst")).isEqualTo(new MacField.UnknownDst());
    assertThat(MacField.parse("0A:00:00:00:00:01").text()).isEqualTo("0a:00:00:00:00:01");
    assertThat(MacField.parse("0a:00:00:00:00:01 10.0.0.1"))
        .isEqualTo(new MacField.Malformed("0a:00:00:00:00:01 10.0.0.1"));
  }
}
