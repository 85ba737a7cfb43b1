package io.vtepd.ovsdb.operation;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Objects;

/**
 * Which rows an operation or a monitor is about: clauses, all of which must hold (an operation's
 * {@code where}, RFC 7047 section 5.1) or any of which must ({@code monitor_cond}). The one who
 * evaluates it decides which; no clause at all means every row in both.
 */
public record Condition(List<Clause> clauses) {

  public Condition {
    clauses = List.copyOf(clauses);
  }

  /** Every row. */
  public static Condition everyRow() {
    return new Condition(List.of());
  }

  /** The row of that UUID. */
  public static Condition row(Uuid uuid) {
    return column(ColumnSchema.ROW_UUID, uuid);
  }

  /** The rows whose column equals that datum. */
  public static Condition column(ColumnSchema column, Datum datum) {
    return new Condition(List.of(new Clause.Compare(column, ComparisonFunction.EQUAL, datum)));
  }

  /** One clause. */
  public sealed interface Clause {

    /** {@code [column, function, value]}. */
    record Compare(ColumnSchema column, ComparisonFunction function, Datum argument)
        implements Clause {
      public Compare {
        Objects.requireNonNull(column);
        Objects.requireNonNull(function);
        Objects.requireNonNull(argument);
      }
    }

    /** A bare {@code true} or {@code false}, Open vSwitch's extension. */
    record Constant(boolean value) implements Clause {}
  }
}
