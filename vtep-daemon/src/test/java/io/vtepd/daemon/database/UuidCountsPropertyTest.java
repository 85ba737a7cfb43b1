package io.vtepd.daemon.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.value.Uuid;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UuidCountsPropertyTest {

  @Test
  void countsAsAMapDoes() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("UuidCountsPropertyTest seed " + seed);
    Random random = new Random(seed);
    UuidCounts counts = new UuidCounts();
    Map<Uuid, Integer> expected = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      // Phases of growth and of shrinking, so that runs of slots close and open.
      boolean shrinks = i / 20_000 % 2 == 1;
      Uuid uuid = new Uuid(random.nextInt(3), random.nextInt(2_000));
      int before = expected.getOrDefault(uuid, 0);
      int delta = shrinks ? -Math.min(before, 2) : random.nextInt(3);
      assertThat(counts.add(uuid, delta)).isEqualTo(before + delta);
      expected.put(uuid, before + delta);
    }
    expected.forEach((uuid, count) -> assertThat(counts.get(uuid)).isEqualTo(count));
    expected.values().removeIf(count -> count == 0);
    assertThat(counts.size()).isEqualTo(expected.size());
  }

  @Test
  void doesNotGoBelowZero() {
    UuidCounts counts = new UuidCounts();
    assertThatThrownBy(() -> counts.add(Uuid.ZERO, -1)).isInstanceOf(IllegalStateException.class);
  }
}
