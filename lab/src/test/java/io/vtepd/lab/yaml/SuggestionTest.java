package io.vtepd.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  @Test
  void aSlipOfTheFingerFindsItsWord() {
    assertThat(Suggestion.nearest("expct", List.of("exec", "expect", "id"))).contains("expect");
    assertThat(Suggestion.nearest("pnig", List.of("exec", "ping"))).contains("ping");
  }

  @Test
  void aWordThatIsFarFromAllFindsNone() {
    assertThat(Suggestion.nearest("banana", List.of("exec", "ping"))).isEmpty();
    assertThat(Suggestion.nearest("xy", List.of("id"))).isEmpty();
    assertThat(Suggestion.hint("banana", List.of("exec", "ping"))).isEqualTo(" Known: exec, ping.");
  }
}
