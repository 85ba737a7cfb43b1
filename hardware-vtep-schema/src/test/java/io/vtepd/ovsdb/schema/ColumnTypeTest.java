package io.vtepd.ovsdb.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.StringAtom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColumnTypeTest {

  private static final BaseType DIGIT =
      new BaseType(AtomicType.INTEGER, new Constraint.IntegerRange(0, 9));
  private static final ColumnType DIGITS = new ColumnType(DIGIT, Optional.empty(), 0, 2);
  private static final ColumnType MAP =
      new ColumnType(BaseType.of(AtomicType.STRING), Optional.of(DIGIT), 0, ColumnType.UNLIMITED);

  private static Datum integers(Integer... values) {
    return Datum.set(List.of(values).stream().map(IntegerAtom::new).toList());
  }

  @Test
  void checksCountTypeAndConstraint() {
    assertThat(DIGITS.check(integers(1, 9))).isEmpty();
    assertThat(DIGITS.check(integers())).isEmpty();
    assertThat(DIGITS.check(integers(1, 2, 3)))
        .map(OvsdbError::details)
        .contains("attempted to store 3 elements in set of 0 to 2 integers");
    assertThat(DIGITS.check(integers(10))).isPresent();
    assertThat(DIGITS.check(new StringAtom("1"))).isPresent();
    assertThat(DIGITS.check(MapDatum.EMPTY)).isPresent();
  }

  @Test
  void checksKeysAndValuesOfMaps() {
    assertThat(MAP.check(MapDatum.EMPTY)).isEmpty();
    assertThat(MAP.check(Datum.map(Map.of(new StringAtom("a"), new IntegerAtom(3))))).isEmpty();
    assertThat(MAP.check(Datum.map(Map.of(new StringAtom("a"), new IntegerAtom(30))))).isPresent();
    assertThat(MAP.check(Datum.map(Map.of(new IntegerAtom(1), new IntegerAtom(3))))).isPresent();
    assertThat(MAP.check(new StringAtom("a"))).isPresent();
    assertThat(MAP.check(Datum.emptySet())).isPresent();
  }

  @Test
  void defaultIsNotAllowedOutsideOfTheConstraintAndForReferences() {
    assertThat(DIGITS.withCount(1, 1).allowsDefault()).isTrue();
    BaseType positive = new BaseType(AtomicType.INTEGER, new Constraint.IntegerRange(1, 9));
    ColumnType scalar = new ColumnType(positive, Optional.empty(), 1, 1);
    assertThat(scalar.allowsDefault()).isFalse();
    assertThat(scalar.withCount(0, 1).allowsDefault()).isTrue();
    BaseType reference = new BaseType(AtomicType.UUID, new Constraint.Reference("T", true));
    assertThat(new ColumnType(DIGIT, Optional.of(reference), 1, 2).allowsDefault()).isFalse();
    assertThat(ColumnType.scalar(AtomicType.UUID).allowsDefault()).isTrue();
  }

  @Test
  void describesItself() {
    assertThat(ColumnType.scalar(AtomicType.UUID).describe()).isEqualTo("uuid");
    assertThat(DIGITS.withCount(0, 1).describe()).isEqualTo("optional integer");
    assertThat(DIGITS.withCount(1, ColumnType.UNLIMITED).describe())
        .isEqualTo("set of 1 or more integers");
    assertThat(MAP.describe()).isEqualTo("map of string-integer pairs");
    assertThat(MAP.withCount(0, 4).describe()).isEqualTo("map of 0 to 4 string-integer pairs");
  }

  @Test
  void defaultsAreOfTheType() {
    assertThat(DIGITS.defaultDatum()).isEqualTo(Datum.emptySet());
    assertThat(DIGITS.withCount(1, 2).defaultDatum()).isEqualTo(IntegerAtom.ZERO);
    assertThat(MAP.defaultDatum()).isEqualTo(MapDatum.EMPTY);
    assertThat(MAP.withCount(1, 1).defaultDatum())
        .isEqualTo(Datum.map(Map.of(StringAtom.EMPTY, IntegerAtom.ZERO)));
  }
}
