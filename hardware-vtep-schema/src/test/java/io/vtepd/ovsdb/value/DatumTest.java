package io.vtepd.ovsdb.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DatumTest {

  private static IntegerAtom integer(long value) {
    return new IntegerAtom(value);
  }

  private static StringAtom string(String value) {
    return new StringAtom(value);
  }

  @Test
  void oneAtomIsItsOwnSet() {
    assertThat(Datum.set(List.of(integer(3)))).isEqualTo(integer(3));
    assertThat(Datum.set(List.of(integer(3), integer(3)))).isEqualTo(integer(3));
    assertThat(Datum.set(List.<Atom>of())).isEqualTo(Datum.emptySet());
  }

  @Test
  void setsAreSortedAndEqualInWhateverOrder() {
    Datum set = Datum.set(List.of(integer(3), integer(-1), integer(2), integer(3)));
    assertThat(set.size()).isEqualTo(3);
    assertThat(set.key(0)).isEqualTo(integer(-1));
    assertThat(set).isEqualTo(Datum.set(List.of(integer(2), integer(3), integer(-1))));
    assertThat(set).hasSameHashCodeAs(Datum.set(List.of(integer(2), integer(3), integer(-1))));
    assertThat(set.containsKey(integer(2))).isTrue();
    assertThat(set.containsKey(integer(7))).isFalse();
  }

  @Test
  void mapsKeepPairsTogether() {
    MapDatum map = Datum.map(Map.of(string("b"), integer(2), string("a"), integer(1)));
    assertThat(map.key(0)).isEqualTo(string("a"));
    assertThat(map.value(0)).isEqualTo(integer(1));
    assertThat(map.get(string("b"))).contains(integer(2));
    assertThat(map.get(string("c"))).isEmpty();
    assertThat(map)
        .isNotEqualTo(Datum.map(Map.of(string("a"), integer(1), string("b"), integer(3))));
  }

  @Test
  void filterKeepsTheNormalForm() {
    Datum set = Datum.set(List.of(integer(1), integer(2), integer(3)));
    assertThat(set.filter(i -> true)).isSameAs(set);
    assertThat(set.filter(i -> i == 1)).isEqualTo(integer(2));
    assertThat(set.filter(i -> false)).isEqualTo(Datum.emptySet());
    assertThat(integer(1).filter(i -> false)).isEqualTo(Datum.emptySet());
    MapDatum map = Datum.map(Map.of(string("a"), integer(1), string("b"), integer(2)));
    assertThat(map.filter(i -> i == 1)).isEqualTo(Datum.map(Map.of(string("b"), integer(2))));
    assertThat(map.filter(i -> false)).isEqualTo(MapDatum.EMPTY);
  }

  @Test
  void wholeDatumsAreOrderedBySizeKeysValues() {
    Datum one = integer(9);
    Datum two = Datum.set(List.of(integer(1), integer(2)));
    assertThat(Datum.compare(Datum.emptySet(), one)).isNegative();
    assertThat(Datum.compare(one, two)).isNegative();
    assertThat(Datum.compare(two, Datum.set(List.of(integer(1), integer(3))))).isNegative();
    assertThat(
            Datum.compare(
                Datum.map(Map.of(string("a"), integer(2))),
                Datum.map(Map.of(string("a"), integer(1)))))
        .isPositive();
    assertThat(Datum.compare(two, two)).isZero();
  }

  @Test
  void stringsAreOrderedAsTheirUtf8Bytes() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("DatumTest seed " + seed);
    Random random = new Random(seed);
    int[] points = {'a', 'b', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
    for (int i = 0; i < 20_000; i++) {
      StringAtom left = randomString(random, points);
      StringAtom right = randomString(random, points);
      int bytes =
          Arrays.compareUnsigned(
              left.value().getBytes(StandardCharsets.UTF_8),
              right.value().getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(left.compareTo(right)))
          .as("%s, %s", left, right)
          .isEqualTo(Integer.signum(bytes));
    }
  }

  private static StringAtom randomString(Random random, int[] points) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(4); length > 0; length--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return string(text.toString());
  }

  @Test
  void uuidsAreOrderedAsUnsignedNumbers() {
    Uuid small = Uuid.of("00000000-0000-0000-0000-000000000001");
    Uuid lowHigh = Uuid.of("00000000-0000-0000-8000-000000000000");
    Uuid large = Uuid.of("80000000-0000-0000-0000-000000000000");
    assertThat(small).isLessThan(lowHigh);
    assertThat(lowHigh).isLessThan(large);
  }

  @Test
  void uuidsParseInEitherCaseAndNothingElse() {
    String text = "01234567-89ab-cdef-fedc-ba9876543210";
    assertThat(Uuid.of(text)).hasToString(text);
    assertThat(Uuid.of(text.toUpperCase(Locale.ROOT))).hasToString(text);
    for (String bad :
        List.of("", "0", text + "0", text.replace('-', '0'), text.replace('a', 'g'))) {
      assertThat(Uuid.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void randomUuidsAreOfVersionFour() {
    Uuid uuid = Uuid.random(new Random(1));
    assertThat(uuid.toString().charAt(14)).isEqualTo('4');
    assertThat(uuid.toString().charAt(19)).isIn('8', '9', 'a', 'b');
  }

  @Test
  void realsHaveOneZeroAndNoInfinity() {
    assertThat(new RealAtom(-0.0)).isEqualTo(RealAtom.ZERO);
    assertThatThrownBy(() -> new RealAtom(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RealAtom(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void falseComesBeforeTrue() {
    assertThat(BooleanAtom.FALSE).isLessThan(BooleanAtom.TRUE);
  }
}
