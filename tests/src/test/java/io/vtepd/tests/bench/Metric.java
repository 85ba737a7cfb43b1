package io.vtepd.tests.bench;

/**
 * A figure that a row gives.
 *
 * @param name what it is, as the tables show it
 * @param unit of the figure
 * @param better which direction is better
 * @param goal what ours has to reach
 */
public record Metric(String name, String unit, Better better, Goal goal) {

  public enum Better {
    HIGHER,
    LOWER
  }

  /** What is to be reached. */
  public sealed interface Goal {
    /** Ours is so many times better than theirs. */
    record Ratio(double atLeast) implements Goal {}

    /** Ours is not above that. */
    record AtMost(double figure) implements Goal {}

    /** Shown only. */
    record None() implements Goal {}
  }

  public static Metric higher(String name, String unit, double ratio) {
    return new Metric(name, unit, Better.HIGHER, new Goal.Ratio(ratio));
  }

  public static Metric lower(String name, String unit, double ratio) {
    return new Metric(name, unit, Better.LOWER, new Goal.Ratio(ratio));
  }

  public static Metric atMost(String name, String unit, double limit) {
    return new Metric(name, unit, Better.LOWER, new Goal.AtMost(limit));
  }

  public static Metric shown(String name, String unit, Better better) {
    return new Metric(name, unit, better, new Goal.None());
  }

  /** How many times better the second figure is than the first. */
  double ratio(double theirs, double ours) {
    return switch (better) {
      case HIGHER -> ours / theirs;
      case LOWER -> theirs / ours;
    };
  }

  /** Whether ours has reached the goal. */
  boolean isReached(double theirs, double ours) {
    return switch (goal) {
      case Goal.Ratio(double atLeast) -> ratio(theirs, ours) >= atLeast;
      case Goal.AtMost(double figure) -> ours <= figure;
      case Goal.None() -> true;
    };
  }
}
