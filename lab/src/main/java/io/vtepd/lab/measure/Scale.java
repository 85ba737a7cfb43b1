package io.vtepd.lab.measure;

import java.util.Locale;

/** Numbers of charts and tables as a person reads them. */
final class Scale {

  private Scale() {}

  /**
   * The next of 1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8 times a power of ten: quarters of it are round.
   */
  static double ceiling(double value) {
    if (value <= 0) {
      return 1;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8}) {
      if (value <= step * unit) {
        return step * unit;
      }
    }
    return 10 * unit;
  }

  static String bits(double value) {
    if (value == 0) {
      return "0";
    }
    return value >= 1e9
        ? digits(value / 1e9) + " Gbit/s"
        : value >= 1e6 ? digits(value / 1e6) + " Mbit/s" : digits(value / 1e3) + " kbit/s";
  }

  static String microseconds(double value) {
    return value >= 1e6
        ? digits(value / 1e6) + " s"
        : value >= 1000 ? digits(value / 1000) + " ms" : digits(value) + " \u00b5s";
  }

  static String plain(double value) {
    return value == 0 ? "0" : digits(value);
  }

  /** Three digits that count, without zeroes behind the point. */
  private static String digits(double value) {
    int behind = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    String text = String.format(Locale.ROOT, "%." + behind + "f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
