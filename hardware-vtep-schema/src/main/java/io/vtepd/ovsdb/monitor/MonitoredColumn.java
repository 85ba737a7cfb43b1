package io.vtepd.ovsdb.monitor;

import io.vtepd.ovsdb.schema.ColumnSchema;
import java.util.Objects;

/**
 * A column that a monitor tells about.
 *
 * @param column may be {@code _uuid} or {@code _version}
 */
public record MonitoredColumn(ColumnSchema column, MonitorSelect select) {

  public MonitoredColumn {
    Objects.requireNonNull(column);
    Objects.requireNonNull(select);
  }
}
