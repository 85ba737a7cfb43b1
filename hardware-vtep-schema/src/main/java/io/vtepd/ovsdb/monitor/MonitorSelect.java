package io.vtepd.ovsdb.monitor;

/** Which kinds of updates a group of columns wants: {@code <monitor-select>}. */
public record MonitorSelect(boolean initial, boolean insert, boolean delete, boolean modify) {

  /** What a request without {@code select} wants. */
  public static final MonitorSelect ALL = new MonitorSelect(true, true, true, true);

  public boolean includes(RowUpdateKind kind) {
    return switch (kind) {
      case INITIAL -> initial;
      case INSERT -> insert;
      case DELETE -> delete;
      case MODIFY -> modify;
    };
  }

  /** What this or the other one wants. */
  public MonitorSelect or(MonitorSelect other) {
    return new MonitorSelect(
        initial || other.initial,
        insert || other.insert,
        delete || other.delete,
        modify || other.modify);
  }
}
