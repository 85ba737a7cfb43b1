package io.vtepd.daemon.app;

import io.vtepd.daemon.server.SchemaRule;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.vtep.VtepTables;
import java.util.Optional;

/**
 * The hardware_vtep schemas that the appliance can work with: those that have every table and
 * column that it knows, in the form that it knows. More than that does no harm.
 */
final class VtepSchemaRule implements SchemaRule {

  @Override
  public Optional<String> problem(DatabaseSchema schema) {
    try {
      VtepTables.of(schema);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "vtepd needs all that hardware_vtep 1.7.0 has, and "
              + schema
              + " lacks some: "
              + e.getMessage());
    }
  }
}
