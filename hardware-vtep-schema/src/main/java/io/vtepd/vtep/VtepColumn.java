package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.Datum;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A column of one database schema together with the type that its values have for us. Made by
 * {@link ColumnTypes}.
 *
 * <p>Reading never fails: a value that the column may hold but that makes no sense to us is a value
 * of {@code T} too.
 */
public final class VtepColumn<T> {

  private final ColumnSchema schema;
  private final Function<Datum, T> parse;
  private final Function<T, Datum> format;

  private VtepColumn(ColumnSchema schema, Function<Datum, T> parse, Function<T, Datum> format) {
    this.schema = schema;
    this.parse = parse;
    this.format = format;
  }

  /** The form that a column must have for its values to be read in some way. */
  record Shape(AtomicType key, Optional<AtomicType> value, int min, int max) {

    Shape {
      Objects.requireNonNull(key);
      Objects.requireNonNull(value);
    }

    private boolean fits(ColumnType type) {
      return type.key().type() == key
          && type.value().map(base -> base.type()).equals(value)
          && type.min() == min
          && type.max() == max;
    }
  }

  /**
   * @throws IllegalArgumentException if the schema has no such column or one of another shape
   */
  static <T> VtepColumn<T> bind(
      TableSchema table,
      String name,
      Shape shape,
      Function<Datum, T> parse,
      Function<T, Datum> format) {
    ColumnSchema schema = table.requireColumn(name);
    if (!shape.fits(schema.type())) {
      throw new IllegalArgumentException(
          "column "
              + name
              + " of "
              + table
              + " is "
              + schema.type()
              + " where "
              + shape
              + " is expected");
    }
    return new VtepColumn<>(schema, parse, format);
  }

  public ColumnSchema schema() {
    return schema;
  }

  /** The value in a row of this column's table. */
  public T get(Row row) {
    return parse.apply(row.get(schema));
  }

  /** The datum that stands for a value. */
  public Datum format(T value) {
    return format.apply(value);
  }

  @Override
  public String toString() {
    return schema.name();
  }
}
