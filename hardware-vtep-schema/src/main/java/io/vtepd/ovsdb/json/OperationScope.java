package io.vtepd.ovsdb.json;

import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;
import java.util.Optional;

/** What an operation's JSON needs to know of the transaction that it stands in. */
public interface OperationScope extends NamedUuids {

  /** A UUID for a row that nobody named. */
  Uuid freshUuid();

  /**
   * Whether a row of that UUID may be inserted: the table has none and the transaction deleted none
   * of it.
   */
  boolean mayInsert(TableSchema table, Uuid uuid);

  /**
   * Lets an insert define a {@code uuid-name}.
   *
   * @param uuid what the insert wants the name to stand for; if empty, it is what {@link #resolve}
   *     gave for the name already, or fresh
   * @return the UUID of the name; empty if an earlier insert defined it
   */
  Optional<Uuid> define(String name, Optional<Uuid> uuid);
}
