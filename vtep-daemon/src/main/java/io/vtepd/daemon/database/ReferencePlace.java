package io.vtepd.daemon.database;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.Uuid;
import java.util.function.Consumer;

/**
 * A place in a table where references stand.
 *
 * @param inValues whether they are the values of a map; otherwise its keys, or a set's elements
 * @param target the table that they refer to
 */
public record ReferencePlace(ColumnSchema column, boolean inValues, TableSchema target) {

  /** The reference in that element or pair of the column. */
  public Uuid reference(Datum datum, int index) {
    Atom atom = inValues ? ((MapDatum) datum).value(index) : datum.key(index);
    return (Uuid) atom;
  }

  /** Visits each reference in a value of the column; one that stands in two pairs comes twice. */
  public void forEach(Datum datum, Consumer<Uuid> visitor) {
    for (int i = 0; i < datum.size(); i++) {
      visitor.accept(reference(datum, i));
    }
  }
}
