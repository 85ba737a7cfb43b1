package io.vtepd.ovsdb.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A database schema (RFC 7047 section 3.2). */
public final class DatabaseSchema {

  private final String name;
  private final String version;
  private final String cksum;
  private final List<TableSchema> tables;
  private final Map<String, TableSchema> byName;

  /**
   * @param version {@code x.y.z}, or empty if the schema has none
   * @param cksum the schema author's checksum, or empty
   * @param tables in order of names, {@code tables.get(i).index() == i}
   */
  public DatabaseSchema(String name, String version, String cksum, List<TableSchema> tables) {
    this.name = Objects.requireNonNull(name);
    this.version = Objects.requireNonNull(version);
    this.cksum = Objects.requireNonNull(cksum);
    this.tables = List.copyOf(tables);
    this.byName = new HashMap<>();
    for (TableSchema table : this.tables) {
      if (table.index() != byName.size() || byName.put(table.name(), table) != null) {
        throw new IllegalArgumentException("table " + table.name() + " is out of place");
      }
    }
  }

  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  public String cksum() {
    return cksum;
  }

  /** All tables in order of names. */
  public List<TableSchema> tables() {
    return tables;
  }

  public Optional<TableSchema> table(String tableName) {
    return Optional.ofNullable(byName.get(tableName));
  }

  /** A table that must be there. */
  public TableSchema requireTable(String tableName) {
    return table(tableName)
        .orElseThrow(() -> new IllegalArgumentException("no table " + tableName + " in " + name));
  }

  @Override
  public String toString() {
    return name + (version.isEmpty() ? "" : " " + version);
  }
}
