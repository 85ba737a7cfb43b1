package io.vtepd.ovsdb.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatumDiffPropertyTest {

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  private Datum set() {
    List<Atom> atoms = new ArrayList<>();
    for (int count = random.nextInt(6); count > 0; count--) {
      atoms.add(new IntegerAtom(random.nextInt(8)));
    }
    return Datum.set(atoms);
  }

  private MapDatum map() {
    Map<Atom, Atom> pairs = new HashMap<>();
    for (int count = random.nextInt(6); count > 0; count--) {
      pairs.put(new IntegerAtom(random.nextInt(8)), new IntegerAtom(random.nextInt(3)));
    }
    return Datum.map(pairs);
  }

  @Test
  void applyingTheDifferenceGivesTheOtherValue() {
    System.out.println("DatumDiffPropertyTest seed " + seed);
    for (int i = 0; i < 20_000; i++) {
      Datum before = i % 2 == 0 ? set() : map();
      Datum after = i % 2 == 0 ? set() : map();
      for (boolean atMostOne : new boolean[] {false, true}) {
        Datum diff = DatumDiff.between(before, after, atMostOne);
        assertThat(DatumDiff.apply(before, diff, atMostOne))
            .as("%s to %s by %s", before, after, diff)
            .isEqualTo(after);
      }
      assertThat(DatumDiff.between(before, before, false).isEmpty()).isTrue();
    }
  }

  @Test
  void differenceOfSetsIsSymmetric() {
    for (int i = 0; i < 1000; i++) {
      Datum left = set();
      Datum right = set();
      assertThat(DatumDiff.between(left, right, false))
          .isEqualTo(DatumDiff.between(right, left, false));
    }
  }

  @Test
  void differenceOfMapsNamesOldValuesOfWhatGoesAndNewOnesOfWhatComes() {
    Atom one = new IntegerAtom(1);
    Atom two = new IntegerAtom(2);
    Atom three = new IntegerAtom(3);
    MapDatum before = Datum.map(Map.of(one, one, two, two));
    MapDatum after = Datum.map(Map.of(two, three, three, three));
    assertThat(DatumDiff.between(before, after, false))
        .isEqualTo(Datum.map(Map.of(one, one, two, three, three, three)));
  }
}
