package io.vtepd.daemon.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcludedTablesTest {

  @Test
  void printsWhatItReads() {
    String text = "a:S,a:T,b:T";
    assertThat(ExcludedTables.parse(text)).hasToString(text);
    assertThat(ExcludedTables.parse("b:T,a:T,a:S,a:T")).hasToString(text);
    assertThat(ExcludedTables.parse("")).isEqualTo(ExcludedTables.NONE).hasToString("");
  }

  @Test
  void aTableIsExcludedInItsOwnDatabaseOnly() {
    ExcludedTables excluded = ExcludedTables.parse("a:T");
    assertThat(excluded.contains("a", "T")).isTrue();
    assertThat(excluded.contains("b", "T")).isFalse();
    assertThat(excluded.contains("a", "S")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", ":", "a:", ":T", "a:T,", "a:T b:T", "a:T:S"})
  void whatIsNoTableIsRefused(String text) {
    assertThatThrownBy(() -> ExcludedTables.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected DATABASE:TABLE");
  }
}
