package io.vtepd.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FoldingTest {

  private static String folded(String kinds) {
    List<Arrow> arrows =
        Stream.of(kinds.split(""))
            .map(kind ->
                new Arrow(0, 0, List.of(1), List.of(), false, kind, "", "tn", kind, List.of()))
            .toList();
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Folding.Fold fold : Folding.fold(arrows)) {
      fold.arrows().forEach(arrow -> text.append(arrow.kind()));
      text.append(fold.times() > 1 ? fold.times() : "").append(' ');
      count += fold.count();
    }
    assertThat(count).isEqualTo(kinds.length());
    return text.toString().strip();
  }

  @Test
  void repeatsAreToldOnceWithTheirCount() {
    assertThat(folded("ababab")).isEqualTo("ab3");
    assertThat(folded("xaaaay")).isEqualTo("x a4 y");
    assertThat(folded("abcabcd")).isEqualTo("abc2 d");
    assertThat(folded("abc")).isEqualTo("a b c");
    assertThat(folded("aab")).isEqualTo("a2 b");
  }

  @Test
  void whatComesAllTheTimeIsToldOnceAndDoesNotPartOthers() {
    List<Arrow> arrows =
        Stream.of("BFD x", "a", "BFD x", "a", "BFD x")
            .map(kind ->
                new Arrow(0, 0, List.of(1), List.of(), false, kind, "", "tn", kind, List.of()))
            .toList();
    assertThat(Folding.fold(arrows))
        .extracting(fold -> fold.arrows().getFirst().kind() + " " + fold.times())
        .containsExactly("BFD x 3", "a 2");
  }

  @Test
  void thousandsFoldToOne() {
    assertThat(folded("ab".repeat(5_000))).isEqualTo("ab5000");
  }
}
