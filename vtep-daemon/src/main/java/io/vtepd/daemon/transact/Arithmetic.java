package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.operation.Mutator;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.RealAtom;

/**
 * {@code += -= *= /= %=} on one number, by the rules of C on 64-bit integers and IEEE doubles: the
 * quotient is cut towards zero, the remainder has the dividend's sign. Every result that is not
 * representable is a {@code range error}, division by zero a {@code domain error}.
 */
final class Arithmetic {

  private Arithmetic() {}

  /** Both atoms are integers or both are reals. */
  static Atom apply(Mutator mutator, Atom left, Atom right) throws OvsdbException {
    return left instanceof IntegerAtom x && right instanceof IntegerAtom y
        ? new IntegerAtom(apply(mutator, x.value(), y.value()))
        : apply(mutator, ((RealAtom) left).value(), ((RealAtom) right).value());
  }

  private static long apply(Mutator mutator, long x, long y) throws OvsdbException {
    try {
      return switch (mutator) {
        case ADD -> Math.addExact(x, y);
        case SUBTRACT -> Math.subtractExact(x, y);
        case MULTIPLY -> Math.multiplyExact(x, y);
        case DIVIDE -> Math.divideExact(x, nonzero(y));
        case MODULO -> remainder(x, nonzero(y));
        case INSERT, DELETE -> throw new IllegalArgumentException(mutator.jsonName());
      };
    } catch (ArithmeticException e) {
      throw outOfRange(mutator);
    }
  }

  /** As ovsdb-server, refuses the one dividend whose quotient does not fit, though 0 would. */
  private static long remainder(long x, long y) {
    return Math.subtractExact(x, Math.multiplyExact(Math.divideExact(x, y), y));
  }

  private static Atom apply(Mutator mutator, double x, double y) throws OvsdbException {
    double result =
        switch (mutator) {
          case ADD -> x + y;
          case SUBTRACT -> x - y;
          case MULTIPLY -> x * y;
          case DIVIDE -> {
            if (y == 0) {
              throw divisionByZero();
            }
            yield x / y;
          }
          case MODULO, INSERT, DELETE -> throw new IllegalArgumentException(mutator.jsonName());
        };
    if (!Double.isFinite(result)) {
      throw outOfRange(mutator);
    }
    return new RealAtom(result);
  }

  private static long nonzero(long divisor) throws OvsdbException {
    if (divisor == 0) {
      throw divisionByZero();
    }
    return divisor;
  }

  private static OvsdbException divisionByZero() {
    return OvsdbError.of("domain error", "Division by zero.").asException();
  }

  private static OvsdbException outOfRange(Mutator mutator) {
    return OvsdbError.of(
            "range error", "Result of \"" + mutator.jsonName() + "\" operation is out of range.")
        .asException();
  }
}
