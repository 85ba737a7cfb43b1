package io.vtepd.daemon.manager;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.stream.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads the remotes that a column of a database asks for. Pure. */
final class RemoteRows {

  /** More remotes than that, and one writer could use up the process's descriptors. */
  static final int LIMIT = 128;

  private static final StringAtom DSCP = new StringAtom("dscp");

  private final DatabaseSchema schema;
  private final TableSchema table;
  private final ColumnSchema column;
  private final Optional<TableSchema> referenced;

  RemoteRows(RemoteSpec.FromColumn spec, DatabaseSchema schema) {
    Optional<String> problem = spec.problem(schema);
    if (problem.isPresent()) {
      throw new IllegalArgumentException(problem.get());
    }
    this.schema = schema;
    this.table = schema.requireTable(spec.table());
    this.column = table.requireColumn(spec.column());
    this.referenced = RemoteSpec.FromColumn.referencedTable(schema, column);
  }

  /** Whether this is for that schema, and not for the one before a conversion. */
  boolean reads(DatabaseSchema other) {
    return schema == other;
  }

  /** The table whose rows describe remotes; empty if the column has the targets themselves. */
  Optional<TableSchema> statusTable() {
    return referenced;
  }

  /** Whether those changes may change the answer of {@link #read}. */
  boolean concerns(ChangeSet changes) {
    return changes.changes().stream()
        .anyMatch(change ->
            change.table() == table
                || referenced.isPresent() && change.table() == referenced.get());
  }

  /** What is asked for, in order of UUIDs or texts. */
  List<WantedRemote> read(Snapshot snapshot) {
    Map<Atom, WantedRemote> wanted = new LinkedHashMap<>();
    snapshot
        .rows(table)
        .forEach(row -> {
          Datum values = row.get(column);
          for (int i = 0; i < values.size(); i++) {
            Atom atom = values.key(i);
            read(snapshot, atom)
                .map(remote -> wanted.size() < LIMIT ? remote : tooMany(remote))
                .ifPresent(remote -> wanted.put(atom, remote));
          }
        });
    return new ArrayList<>(wanted.values());
  }

  private static WantedRemote tooMany(WantedRemote remote) {
    return new WantedRemote.Invalid(
        remote.text(), "not served: rows may ask for " + LIMIT + " remotes at most", remote.row());
  }

  private Optional<WantedRemote> read(Snapshot snapshot, Atom atom) {
    if (atom instanceof StringAtom text) {
      return Optional.of(parse(text.value(), RemoteSettings.DEFAULT, Optional.empty()));
    }
    return referenced
        .flatMap(to -> snapshot.row(to, (Uuid) atom))
        .map(row -> readRow(referenced.orElseThrow(), row));
  }

  private static WantedRemote readRow(TableSchema table, Row row) {
    Optional<Uuid> uuid = Optional.of(row.uuid());
    String text = first(table, row, "target") instanceof StringAtom target ? target.value() : "";
    RemoteSettings settings =
        new RemoteSettings(
            integer(table, row, "max_backoff"),
            integer(table, row, "inactivity_probe"),
            OptionalInt.of(dscp(table, row)),
            first(table, row, "read_only") instanceof BooleanAtom readOnly && readOnly.value(),
            first(table, row, "role") instanceof StringAtom role ? role.value() : "");
    return parse(text, settings, uuid);
  }

  private static WantedRemote parse(String text, RemoteSettings settings, Optional<Uuid> row) {
    try {
      Target target = Target.parse(text);
      if (target instanceof Target.Unix || target instanceof Target.Punix) {
        // Who may write rows must not make us open, replace or remove files of this machine.
        return new WantedRemote.Invalid(
            text, "rows may not name sockets of this machine; use the option --remote", row);
      }
      return new WantedRemote.Valid(target, settings, row);
    } catch (IllegalArgumentException e) {
      return new WantedRemote.Invalid(text, e.getMessage(), row);
    }
  }

  private static OptionalLong integer(TableSchema table, Row row, String name) {
    return first(table, row, name) instanceof IntegerAtom integer
        ? OptionalLong.of(integer.value())
        : OptionalLong.empty();
  }

  /** {@code other_config:dscp}; what is no number from 0 to 63 counts as if it were not there. */
  private static int dscp(TableSchema table, Row row) {
    Optional<String> text =
        table
            .column("other_config")
            .map(row::get)
            .flatMap(RemoteRows::dscpText)
            .filter(digits -> digits.matches("[0-9]{1,2}"));
    int dscp = text.map(Integer::parseInt).orElse(RemoteSettings.DEFAULT_DSCP_OF_ROWS);
    return dscp <= RemoteSettings.LARGEST_DSCP ? dscp : RemoteSettings.DEFAULT_DSCP_OF_ROWS;
  }

  private static Optional<String> dscpText(Datum config) {
    if (config instanceof MapDatum map) {
      int index = map.indexOfKey(DSCP);
      if (index >= 0 && map.value(index) instanceof StringAtom value) {
        return Optional.of(value.value());
      }
    }
    return Optional.empty();
  }

  /** The first atom of a column; the default UUID if there is none or no such column. */
  private static Atom first(TableSchema table, Row row, String name) {
    return table
        .column(name)
        .map(row::get)
        .filter(datum -> !datum.isEmpty())
        .map(datum -> datum.key(0))
        .orElse(Uuid.ZERO);
  }
}
