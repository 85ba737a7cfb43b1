package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LimitTest {

  @Test
  void readmeListsAllOfThemAsTheyAre() throws IOException {
    List<String> rows =
        Stream.of(Limit.values())
            .map(limit ->
                "| `%s` | %d | %s |".formatted(limit.id(), limit.byDefault(), limit.consequence()))
            .toList();
    assertThat(Files.readAllLines(Path.of("README.md"))).containsSequence(rows);
  }

  @Test
  void namesLeadBack() {
    for (Limit limit : Limit.values()) {
      assertThat(Limit.ofId(limit.id())).contains(limit);
      assertThat(limit.byDefault()).isBetween(1L, limit.most());
    }
    assertThat(Limit.ofId("none")).isEmpty();
  }

  @Test
  void whatIsGivenTakesTheDefaultsPlace() {
    ServerLimits limits = ServerLimits.of(Map.of(Limit.WAITS, 7L, Limit.MESSAGE_BYTES, 1L << 40));
    assertThat(limits.pendingWaits()).isEqualTo(7);
    assertThat(limits.message().valueBytes()).isEqualTo(1L << 40);
    assertThat(limits.sessions()).isEqualTo(ServerLimits.DEFAULT.sessions());
  }
}
