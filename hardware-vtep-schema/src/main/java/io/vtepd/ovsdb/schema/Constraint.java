package io.vtepd.ovsdb.schema;

import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.RealAtom;
import io.vtepd.ovsdb.value.StringAtom;
import java.util.Optional;

/** What a base type asks of an atom beyond its type (RFC 7047 section 3.2, {@code base-type}). */
public sealed interface Constraint {

  /** The violation, if that atom is not allowed. References are checked at commit, not here. */
  Optional<OvsdbError> check(Atom atom);

  /** Every atom of the type is allowed. */
  record None() implements Constraint {
    @Override
    public Optional<OvsdbError> check(Atom atom) {
      return Optional.empty();
    }
  }

  /** One of the listed atoms. */
  record OneOf(Datum allowed) implements Constraint {
    @Override
    public Optional<OvsdbError> check(Atom atom) {
      return allowed.containsKey(atom)
          ? Optional.empty()
          : violation(atom + " is not one of the allowed values " + allowed);
    }
  }

  /** {@code minInteger <= atom <= maxInteger}. */
  record IntegerRange(long min, long max) implements Constraint {
    @Override
    public Optional<OvsdbError> check(Atom atom) {
      long value = ((IntegerAtom) atom).value();
      return min <= value && value <= max
          ? Optional.empty()
          : violation(value + " is not in the valid range " + min + " to " + max);
    }
  }

  /** {@code minReal <= atom <= maxReal}. */
  record RealRange(double min, double max) implements Constraint {
    @Override
    public Optional<OvsdbError> check(Atom atom) {
      double value = ((RealAtom) atom).value();
      return min <= value && value <= max
          ? Optional.empty()
          : violation(value + " is not in the valid range " + min + " to " + max);
    }
  }

  /** {@code minLength <= characters <= maxLength}, in Unicode code points. */
  record StringLength(int min, int max) implements Constraint {
    @Override
    public Optional<OvsdbError> check(Atom atom) {
      int length = ((StringAtom) atom).length();
      if (length < min) {
        return violation(
            atom + " length " + length + " is less than minimum allowed length " + min);
      }
      return length <= max
          ? Optional.empty()
          : violation(
              atom + " length " + length + " is greater than maximum allowed length " + max);
    }
  }

  /**
   * A UUID that names a row of {@code table}. A strong reference must always name one, a weak one
   * is removed with the row that it names.
   */
  record Reference(String table, boolean strong) implements Constraint {
    @Override
    public Optional<OvsdbError> check(Atom atom) {
      if (atom.type() != AtomicType.UUID) {
        throw new IllegalArgumentException("reference constraint on " + atom.type());
      }
      return Optional.empty();
    }
  }

  private static Optional<OvsdbError> violation(String details) {
    return Optional.of(OvsdbError.constraint(details));
  }
}
