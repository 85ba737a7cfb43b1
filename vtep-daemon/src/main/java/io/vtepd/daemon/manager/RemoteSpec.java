package io.vtepd.daemon.manager;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.Constraint;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.tls.stream.Target;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code --remote} and {@code --remote-read-only} take: a connection string, or a column that
 * has them.
 */
public sealed interface RemoteSpec {

  Pattern COLUMN_FORM = Pattern.compile("db:([^,]+),([^,]+),([^,]+)");

  /** Whether its clients may only read; a row may say so of itself, too. */
  boolean readOnly();

  /** The same, whose clients may only read. */
  RemoteSpec asReadOnly();

  /** One target. */
  record Direct(Target target, boolean readOnly) implements RemoteSpec {
    public Direct {
      Objects.requireNonNull(target);
    }

    /** One whose clients may write. */
    public Direct(Target target) {
      this(target, false);
    }

    @Override
    public Direct asReadOnly() {
      return new Direct(target, true);
    }

    @Override
    public String toString() {
      return target.toString();
    }
  }

  /**
   * All targets that a column has: itself, if it is of strings; in the column {@code target} of the
   * rows that it refers to otherwise.
   */
  record FromColumn(String database, String table, String column, boolean readOnly)
      implements RemoteSpec {

    /** One whose clients may write, but for those of rows that say otherwise. */
    public FromColumn(String database, String table, String column) {
      this(database, table, column, false);
    }

    @Override
    public FromColumn asReadOnly() {
      return new FromColumn(database, table, column, true);
    }

    @Override
    public String toString() {
      return "db:" + database + "," + table + "," + column;
    }

    /** Why that column can't be used; empty if it can. */
    public Optional<String> problem(DatabaseSchema schema) {
      Optional<TableSchema> in = schema.table(table);
      if (in.isEmpty()) {
        return Optional.of(this + ": no table " + table + " in database " + database);
      }
      Optional<ColumnSchema> found = in.get().column(column);
      if (found.isEmpty()) {
        return Optional.of(this + ": no column " + column + " in table " + table);
      }
      if (found.get().type().key().type() == AtomicType.STRING && !found.get().type().isMap()) {
        return Optional.empty();
      }
      boolean refersToTargets =
          referencedTable(schema, found.get())
              .flatMap(to -> to.column("target"))
              .filter(target -> target.type().key().type() == AtomicType.STRING)
              .isPresent();
      return refersToTargets
          ? Optional.empty()
          : Optional.of(
              this + ": the column has neither strings nor references to rows with a target");
    }

    static Optional<TableSchema> referencedTable(DatabaseSchema schema, ColumnSchema column) {
      return column
          .type()
          .key()
          .reference()
          .map(Constraint.Reference::table)
          .flatMap(schema::table);
    }
  }

  /** Whether both name the same place, be it with other rights. */
  default boolean isSamePlace(RemoteSpec other) {
    return toString().equals(other.toString());
  }

  /**
   * Reads what {@code --remote} was given.
   *
   * @throws IllegalArgumentException naming what is wrong and what is expected
   */
  static RemoteSpec parse(String text) {
    if (!text.startsWith("db:")) {
      return new Direct(Target.parse(text));
    }
    Matcher matcher = COLUMN_FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("remote '" + text + "': expected db:DB,TABLE,COLUMN");
    }
    return new FromColumn(matcher.group(1), matcher.group(2), matcher.group(3));
  }
}
