package io.vtepd.ovsdb.operation;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.value.Datum;
import java.util.Objects;

/**
 * {@code [column, mutator, value]} of RFC 7047 section 5.1.
 *
 * @param argument for {@code DELETE} on a map column either a map (pairs must match) or a set of
 *     keys
 */
public record Mutation(ColumnSchema column, Mutator mutator, Datum argument) {

  public Mutation {
    Objects.requireNonNull(column);
    Objects.requireNonNull(mutator);
    Objects.requireNonNull(argument);
  }
}
