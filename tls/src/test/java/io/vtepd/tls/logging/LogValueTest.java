package io.vtepd.tls.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogValueTest {
  @ParameterizedTest
  @CsvSource({
    "nsx-1, nsx-1",
    "ssl:192.0.2.1:6640, ssl:192.0.2.1:6640",
    "CN=x, \"CN=x\"",
    "a b, \"a b\""
  })
  void plainWordsStayAndOthersAreQuoted(String value, String expected) {
    assertThat(LogValue.of(value)).isEqualTo(expected);
  }

  @Test
  void nothingIsShownAsAnEmptyQuote() {
    assertThat(LogValue.of("")).isEqualTo("\"\"");
  }

  @Test
  void aPeerCanNotForgeALine() {
    assertThat(LogValue.of("x\nevent=ready\r\t\"\\\u001b[2J\u202e\u00e4"))
        .isEqualTo("\"x\\nevent=ready\\r\\t\\\"\\\\\\u001b[2J\\u202e\\u00e4\"");
  }

  @Test
  void longValuesAreCut() {
    String cut = LogValue.of("y".repeat(LogValue.LENGTH_LIMIT + 1));
    assertThat(cut).isEqualTo("\"" + "y".repeat(LogValue.LENGTH_LIMIT) + "...\"");
    assertThat(LogValue.of("y".repeat(LogValue.LENGTH_LIMIT))).doesNotContain("...");
  }
}
