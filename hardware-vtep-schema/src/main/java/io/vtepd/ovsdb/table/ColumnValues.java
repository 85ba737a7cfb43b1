package io.vtepd.ovsdb.table;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.value.Datum;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Values of some columns of one table, in the order in which they were named. Immutable. Two
 * arrays: an operation names few columns, and nearly all who read them want all.
 */
public final class ColumnValues extends AbstractMap<ColumnSchema, Datum> {

  private final ColumnSchema[] columns;
  private final Datum[] datums;

  private ColumnValues(ColumnSchema[] columns, Datum[] datums) {
    this.columns = columns;
    this.datums = datums;
  }

  /** A copy, or the map itself if it is one that cannot change. */
  public static ColumnValues copyOf(Map<ColumnSchema, Datum> values) {
    if (values instanceof ColumnValues known) {
      return known;
    }
    Builder builder = new Builder(values.size());
    values.forEach(builder::add);
    return builder.build();
  }

  /** These without {@code _uuid} and {@code _version}. */
  public ColumnValues withoutPseudo() {
    for (ColumnSchema column : columns) {
      if (column.isPseudo()) {
        return copyWithoutPseudo();
      }
    }
    return this;
  }

  private ColumnValues copyWithoutPseudo() {
    Builder rest = new Builder(columns.length);
    for (int i = 0; i < columns.length; i++) {
      if (!columns[i].isPseudo()) {
        rest.add(columns[i], datums[i]);
      }
    }
    return rest.build();
  }

  @Override
  public int size() {
    return columns.length;
  }

  @Override
  public Datum get(Object column) {
    int index = indexOf(column);
    return index < 0 ? null : datums[index];
  }

  @Override
  public boolean containsKey(Object column) {
    return indexOf(column) >= 0;
  }

  /** Comparing columns as a whole is dear: they are told apart by their places first. */
  private int indexOf(Object wanted) {
    if (wanted instanceof ColumnSchema column) {
      for (int i = 0; i < columns.length; i++) {
        if (columns[i].index() == column.index() && columns[i].equals(column)) {
          return i;
        }
      }
    }
    return -1;
  }

  @Override
  public void forEach(BiConsumer<? super ColumnSchema, ? super Datum> visitor) {
    for (int i = 0; i < columns.length; i++) {
      visitor.accept(columns[i], datums[i]);
    }
  }

  @Override
  public Set<Entry<ColumnSchema, Datum>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<ColumnSchema, Datum>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return columns.length;
      }
    };
  }

  private final class Entries implements Iterator<Entry<ColumnSchema, Datum>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < columns.length;
    }

    @Override
    public Entry<ColumnSchema, Datum> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int index = next++;
      return Map.entry(columns[index], datums[index]);
    }
  }

  /** Collects values of distinct columns. */
  public static final class Builder {
    private final ColumnSchema[] columns;
    private final Datum[] datums;
    private int size;

    /**
     * @param most how many values there may be
     */
    public Builder(int most) {
      columns = new ColumnSchema[most];
      datums = new Datum[most];
    }

    /** Adds the value of a column that has none yet. */
    public void add(ColumnSchema column, Datum datum) {
      columns[size] = Objects.requireNonNull(column);
      datums[size++] = Objects.requireNonNull(datum);
    }

    public ColumnValues build() {
      return size == columns.length
          ? new ColumnValues(columns, datums)
          : new ColumnValues(Arrays.copyOf(columns, size), Arrays.copyOf(datums, size));
    }
  }
}
