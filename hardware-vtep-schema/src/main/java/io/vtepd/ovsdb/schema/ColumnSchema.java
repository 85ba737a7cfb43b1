package io.vtepd.ovsdb.schema;

import io.vtepd.ovsdb.value.AtomicType;
import java.util.Objects;

/**
 * A column of a table (RFC 7047 section 3.2).
 *
 * @param index its place in a row's columns, which are in order of names; negative for the two
 *     columns that every table has, {@link #ROW_UUID} and {@link #ROW_VERSION}
 * @param ephemeral its values need not be written to disk, see {@link #isStored}
 */
public record ColumnSchema(
    String name, int index, ColumnType type, boolean mutable, boolean ephemeral) {

  /** {@code _uuid}: the row's permanent name. */
  public static final ColumnSchema ROW_UUID =
      new ColumnSchema("_uuid", -1, ColumnType.scalar(AtomicType.UUID), false, false);

  /** {@code _version}: changes whenever the row changes. */
  public static final ColumnSchema ROW_VERSION =
      new ColumnSchema("_version", -2, ColumnType.scalar(AtomicType.UUID), false, true);

  public ColumnSchema {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }

  /** Cheap, for columns are keys of maps: names are unique in a table. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Whether this is one of the two columns that every table has. */
  public boolean isPseudo() {
    return index < 0;
  }

  /**
   * Whether the values are in the database file: also those of an ephemeral column that may not
   * hold its default, for with it the row would break its schema after a restart.
   */
  public boolean isStored() {
    return !ephemeral || !type.allowsDefault();
  }
}
