package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a client in a role may write: role-based access control by the tables {@code RBAC_Role} and
 * {@code RBAC_Permission} of the database (ovsdb-server(7), RBAC). A database without these tables
 * grants everything; reading is never restricted.
 *
 * <p>{@code RBAC_Role.permissions} names one permission for each table that the role may write.
 * That one's {@code authorization} lists columns, or {@code COLUMN:KEY} of maps, of which one must
 * hold the client's name in each row that is written (the empty string lets all rows pass), {@code
 * update} the columns that may be changed, {@code insert_delete} whether rows may come and go.
 *
 * @param client the name in the client's certificate; who has none may write nothing
 */
public record RoleRights(String role, Optional<String> client) {

  private static final String ROLES = "RBAC_Role";
  private static final String PERMISSIONS = "RBAC_Permission";

  public RoleRights {
    Objects.requireNonNull(client);
    if (role.isEmpty()) {
      throw new IllegalArgumentException("no role: nothing is restricted");
    }
  }

  /** What one table's row of {@code RBAC_Permission} says. */
  private record Permission(Set<String> authorization, boolean insertDelete, Set<String> update) {}

  /**
   * Refuses what an operation would do to rows that are there.
   *
   * @throws OvsdbException {@code permission error}
   */
  void checkBefore(Operation operation, WorkingCopy copy) throws OvsdbException {
    switch (operation) {
      case Operation.Update update ->
          checkColumns(
              copy,
              update.table(),
              update.where(),
              update.values().keySet(),
              "modification of table");
      case Operation.Mutate mutate ->
          checkColumns(
              copy,
              mutate.table(),
              mutate.where(),
              mutate.mutations().stream().map(Mutation::column).collect(Collectors.toSet()),
              "mutate operation on table");
      case Operation.Delete delete -> checkDelete(copy, delete);
      case Operation.Insert ignored -> {}
      case Operation.Select ignored -> {}
      case Operation.Wait ignored -> {}
      case Operation.Commit ignored -> {}
      case Operation.Abort ignored -> {}
      case Operation.Comment ignored -> {}
      case Operation.Assert ignored -> {}
    }
  }

  /**
   * Refuses a row that was inserted, whose own errors come first.
   *
   * @throws OvsdbException {@code permission error}
   */
  void checkAfter(Operation operation, WorkingCopy copy) throws OvsdbException {
    if (!(operation instanceof Operation.Insert insert) || grantsAll(copy)) {
      return;
    }
    Row row = copy.table(insert.table()).row(insert.uuid()).orElseThrow();
    Optional<Permission> permission = permission(copy, insert.table());
    if (permission.isEmpty()
        || !permission.get().insertDelete
        || !isAuthorized(permission.get(), insert.table(), row)) {
      throw prohibited("row insertion into table", insert.table());
    }
  }

  private void checkColumns(
      WorkingCopy copy, TableSchema table, Condition where, Set<ColumnSchema> columns, String what)
      throws OvsdbException {
    if (grantsAll(copy)) {
      return;
    }
    Optional<Permission> permission = permission(copy, table);
    boolean columnsAllowed =
        permission.isPresent()
            && columns.stream().map(ColumnSchema::name).allMatch(permission.get().update::contains);
    checkRows(copy, table, where, permission, columnsAllowed, what);
  }

  private void checkDelete(WorkingCopy copy, Operation.Delete delete) throws OvsdbException {
    if (grantsAll(copy)) {
      return;
    }
    Optional<Permission> permission = permission(copy, delete.table());
    boolean deletionAllowed = permission.isPresent() && permission.get().insertDelete;
    checkRows(
        copy,
        delete.table(),
        delete.where(),
        permission,
        deletionAllowed,
        "row deletion from table");
  }

  /** Where no row is concerned, it is enough that there is a permission for the table. */
  private void checkRows(
      WorkingCopy copy,
      TableSchema table,
      Condition where,
      Optional<Permission> permission,
      boolean allowed,
      String what)
      throws OvsdbException {
    if (permission.isEmpty()) {
      throw prohibited(what, table);
    }
    for (Row row : RowQuery.find(copy.table(table), where)) {
      if (!allowed || !isAuthorized(permission.get(), table, row)) {
        throw prohibited(what, table);
      }
    }
  }

  private boolean isAuthorized(Permission permission, TableSchema table, Row row) {
    return permission.authorization.stream().anyMatch(place -> names(table, row, place));
  }

  /** Whether the client's name stands at that place of the row. */
  private boolean names(TableSchema table, Row row, String place) {
    if (place.isEmpty()) {
      return true;
    }
    int colon = place.indexOf(':');
    Optional<Datum> datum =
        table.column(colon < 0 ? place : place.substring(0, colon)).map(row::get);
    if (datum.isEmpty()) {
      return false;
    }
    Atom name = new StringAtom(client.orElseThrow());
    if (colon < 0) {
      boolean isText = datum.get().size() == 1 && !(datum.get() instanceof MapDatum);
      return isText && datum.get().key(0).equals(name);
    }
    return datum.get() instanceof MapDatum map
        && map.indexOfKey(new StringAtom(place.substring(colon + 1))) >= 0
        && map.value(map.indexOfKey(new StringAtom(place.substring(colon + 1)))).equals(name);
  }

  private static boolean grantsAll(WorkingCopy copy) {
    return copy.database().schema().table(ROLES).isEmpty();
  }

  /** What the role may do in a table, as it is committed; empty for nothing. */
  private Optional<Permission> permission(WorkingCopy copy, TableSchema table) {
    Snapshot contents = copy.database().snapshot();
    Optional<TableSchema> permissions = contents.schema().table(PERMISSIONS);
    if (client.isEmpty() || permissions.isEmpty()) {
      return Optional.empty();
    }
    return roleRow(contents)
        .flatMap(row -> reference(contents.schema().requireTable(ROLES), row, table))
        .flatMap(uuid -> contents.row(permissions.get(), uuid))
        .map(row ->
            new Permission(
                texts(permissions.get(), row, "authorization"),
                get(permissions.get(), row, "insert_delete")
                    .filter(BooleanAtom.of(true)::equals)
                    .isPresent(),
                texts(permissions.get(), row, "update")));
  }

  private Optional<Row> roleRow(Snapshot contents) {
    TableSchema roles = contents.schema().requireTable(ROLES);
    List<Row> rows = new ArrayList<>();
    contents.rows(roles).forEach(rows::add);
    Datum name = new StringAtom(role);
    return rows.stream()
        .filter(row -> get(roles, row, "name").filter(name::equals).isPresent())
        .findFirst();
  }

  private static Optional<Uuid> reference(TableSchema roles, Row row, TableSchema table) {
    return get(roles, row, "permissions")
        .filter(MapDatum.class::isInstance)
        .map(MapDatum.class::cast)
        .filter(map -> map.indexOfKey(new StringAtom(table.name())) >= 0)
        .map(map -> map.value(map.indexOfKey(new StringAtom(table.name()))))
        .filter(Uuid.class::isInstance)
        .map(Uuid.class::cast);
  }

  private static Optional<Datum> get(TableSchema table, Row row, String column) {
    return table.column(column).map(row::get);
  }

  private static Set<String> texts(TableSchema table, Row row, String column) {
    Datum datum = get(table, row, column).orElse(Datum.emptySet());
    return IntStream.range(0, datum.size())
        .mapToObj(datum::key)
        .filter(StringAtom.class::isInstance)
        .map(atom -> ((StringAtom) atom).value())
        .collect(Collectors.toUnmodifiableSet());
  }

  private OvsdbException prohibited(String what, TableSchema table) {
    return prohibition(what + " \"" + table.name() + "\".").asException();
  }

  /** The error of something that the role does not allow. */
  public OvsdbError prohibition(String what) {
    return OvsdbError.of(
        "permission error",
        "RBAC rules for client \""
            + client.orElse("(null)")
            + "\" role \""
            + role
            + "\" prohibit "
            + what);
  }
}
