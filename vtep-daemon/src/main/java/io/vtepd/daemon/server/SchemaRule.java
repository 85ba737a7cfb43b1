package io.vtepd.daemon.server;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import java.util.Optional;

/** Which schemas a database that is served may be converted to. */
@FunctionalInterface
public interface SchemaRule {

  /** Whatever clients ask for. */
  SchemaRule ANY = schema -> Optional.empty();

  /** Why that schema is refused, and what to do; empty if it is not. Must be pure. */
  Optional<String> problem(DatabaseSchema schema);
}
