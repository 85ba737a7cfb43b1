package io.vtepd.ovsdb.schema;

import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The type of a column: {@code <type>} of RFC 7047 section 3.2.
 *
 * @param key type of the elements, or of a map's keys
 * @param value type of a map's values; empty for what is no map
 * @param min least number of elements, 0 or 1
 * @param max most elements, at least 1; {@link #UNLIMITED} for any number
 */
public record ColumnType(BaseType key, Optional<BaseType> value, int min, int max) {

  public static final int UNLIMITED = Integer.MAX_VALUE;

  public ColumnType {
    Objects.requireNonNull(key);
    Objects.requireNonNull(value);
    if (min < 0 || min > 1 || max < 1 || max < min) {
      throw new IllegalArgumentException("min " + min + ", max " + max);
    }
  }

  /** Exactly one atom of that type. */
  public static ColumnType scalar(AtomicType type) {
    return new ColumnType(BaseType.of(type), Optional.empty(), 1, 1);
  }

  public boolean isMap() {
    return value.isPresent();
  }

  /** Exactly one atom, no map. */
  public boolean isScalar() {
    return min == 1 && max == 1 && !isMap();
  }

  /** At most one atom, no map. */
  public boolean isAtMostOne() {
    return max == 1 && !isMap();
  }

  /**
   * Whether a difference in update2, or in the database file, is the new value: so for at most one
   * atom and also for a map of at most one pair.
   */
  public boolean differsAsWhole() {
    return max == 1;
  }

  /** This type with other limits on the number of elements. */
  public ColumnType withCount(int newMin, int newMax) {
    return new ColumnType(key, value, newMin, newMax);
  }

  /** The violation, if a column of this type may not hold that datum. */
  public Optional<OvsdbError> check(Datum datum) {
    if (isMap() != datum instanceof MapDatum) {
      return Optional.of(OvsdbError.constraint(datum + " is no " + describe()));
    }
    if (datum.size() < min || datum.size() > max) {
      return Optional.of(
          OvsdbError.constraint(
              "attempted to store " + datum.size() + " elements in " + describe()));
    }
    for (int i = 0; i < datum.size(); i++) {
      Optional<OvsdbError> violation = key.check(datum.key(i));
      if (violation.isEmpty() && value.isPresent()) {
        violation = value.get().check(((MapDatum) datum).value(i));
      }
      if (violation.isPresent()) {
        return violation;
      }
    }
    return Optional.empty();
  }

  /** This type in words, for errors. */
  public String describe() {
    String element = key.type().jsonName();
    if (isScalar()) {
      return element;
    }
    if (isAtMostOne()) {
      return "optional " + element;
    }
    String elements =
        value.isPresent()
            ? element + "-" + value.get().type().jsonName() + " pairs"
            : element + "s";
    return (isMap() ? "map of " : "set of ") + count() + elements;
  }

  private String count() {
    if (max == UNLIMITED) {
      return min == 0 ? "" : min + " or more ";
    }
    return min + " to " + max + " ";
  }

  /** What the column holds in a row that was inserted without it (RFC 7047 section 5.2.1). */
  public Datum defaultDatum() {
    if (value.isPresent()) {
      return min == 0
          ? MapDatum.EMPTY
          : Datum.map(Map.of(key.type().defaultAtom(), value.get().type().defaultAtom()));
    }
    return min == 0 ? Datum.emptySet() : key.type().defaultAtom();
  }

  /** Whether a row may hold {@link #defaultDatum}: there is no row to which it could refer. */
  public boolean allowsDefault() {
    boolean refers = key.reference().isPresent() || value.flatMap(BaseType::reference).isPresent();
    return min == 0 || (!refers && check(defaultDatum()).isEmpty());
  }
}
