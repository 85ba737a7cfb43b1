package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.OperationJson;
import io.vtepd.ovsdb.json.OperationScope;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The operations of a transaction, however often it is executed. Immutable. */
public sealed interface Transaction {

  /** The number of operations. */
  int size();

  /** The operation at that place; called when those before it were executed. */
  Operation operation(int index, OperationScope scope) throws OvsdbException;

  /** The locks that {@code assert} asks for. */
  LockView locks();

  /** Whether and how this transaction may write. */
  Access access();

  /** The role that the client is in; empty if it may write everything. */
  default Optional<RoleRights> role() {
    return Optional.empty();
  }

  /**
   * From a client's JSON; access to a reserved database is read only.
   *
   * @param access the most that the client may do
   * @param role restricts what may be written further
   */
  static Transaction parse(
      DatabaseSchema schema,
      List<Json> operations,
      LockView locks,
      Access access,
      Optional<RoleRights> role) {
    boolean reserved = schema.name().startsWith("_");
    return new OfJson(schema, operations, locks, reserved ? Access.READ_ONLY : access, role);
  }

  /** From code in this process, which may write to every database. */
  static Transaction of(List<Operation> operations) {
    return new OfOperations(operations);
  }

  /** Each operation is parsed when its turn comes, for an error before it hides its errors. */
  record OfJson(
      DatabaseSchema schema,
      List<Json> operations,
      LockView locks,
      Access access,
      Optional<RoleRights> role)
      implements Transaction {
    public OfJson {
      Objects.requireNonNull(schema);
      Objects.requireNonNull(locks);
      Objects.requireNonNull(access);
      Objects.requireNonNull(role);
      operations = List.copyOf(operations);
    }

    @Override
    public int size() {
      return operations.size();
    }

    @Override
    public Operation operation(int index, OperationScope scope) throws OvsdbException {
      return OperationJson.parse(
          operations.get(index),
          schema,
          scope,
          () -> "ovsdb operation " + (index + 1) + " of " + size());
    }
  }

  /** Values are checked against the schema when their operation is executed. */
  record OfOperations(List<Operation> operations) implements Transaction {
    public OfOperations {
      operations = List.copyOf(operations);
    }

    @Override
    public int size() {
      return operations.size();
    }

    @Override
    public Operation operation(int index, OperationScope scope) throws OvsdbException {
      Operation operation = operations.get(index);
      TypedOperationCheck.check(operation, scope);
      return operation;
    }

    @Override
    public LockView locks() {
      return LockView.NONE;
    }

    @Override
    public Access access() {
      return Access.READ_WRITE;
    }
  }
}
