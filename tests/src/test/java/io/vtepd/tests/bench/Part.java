package io.vtepd.tests.bench;

import java.util.List;

/**
 * A table of the results.
 *
 * @param left the contender whose figures come first
 * @param right the one whose figures are to be better
 */
public record Part(String title, Layout layout, Contender left, Contender right, List<Row> rows) {

  /** What a line of the table is. */
  public enum Layout {
    /** A metric, with what is to be reached. */
    GOALS,
    /** A row, with all of its metrics. */
    LINES
  }

  public Part {
    rows = List.copyOf(rows);
  }

  /** A table of one contender alone. */
  public static Part alone(String title, Layout layout, Contender contender, List<Row> rows) {
    return new Part(title, layout, contender, contender, rows);
  }

  boolean isAlone() {
    return left.equals(right);
  }

  /** The same with these rows alone, or with all if none is named. */
  Part only(List<String> names) {
    List<Row> chosen =
        rows.stream().filter(row -> names.isEmpty() || names.contains(row.name())).toList();
    return new Part(title, layout, left, right, chosen);
  }
}
