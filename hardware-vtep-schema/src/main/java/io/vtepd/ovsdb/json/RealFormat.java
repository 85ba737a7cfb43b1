package io.vtepd.ovsdb.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Prints reals as C's {@code %.15g} does, but whole 64-bit values with all their digits. */
final class RealFormat {

  private static final int DIGITS = 15;
  private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  private RealFormat() {}

  /** The shortest text that reads back as the same value. */
  static String exact(double value) {
    return isInt64(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /** What ovsdb-server sends, but for large whole values, and what it would round to infinity. */
  static String fifteenDigits(double value) {
    if (isInt64(value)) {
      return Long.toString((long) value);
    }
    BigDecimal rounded = new BigDecimal(value).round(ROUNDING).stripTrailingZeros();
    if (Double.isInfinite(rounded.doubleValue())) {
      rounded = new BigDecimal(Double.toString(value));
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < DIGITS) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    String sign = rounded.signum() < 0 ? "-" : "";
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    String power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "");
    return sign + digits.charAt(0) + fraction + "e" + power + Math.abs(exponent);
  }

  private static boolean isInt64(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p63;
  }
}
