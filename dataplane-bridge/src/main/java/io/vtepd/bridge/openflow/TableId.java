package io.vtepd.bridge.openflow;

/** A flow table's number, 0 to 254; 255 is "all tables" in requests and deletes. */
public record TableId(int number) implements Comparable<TableId> {

  public static final TableId ALL = new TableId(255);

  public TableId {
    if (number < 0 || number > 255) {
      throw new IllegalArgumentException("table " + number + " is outside 0..255");
    }
  }

  public static TableId of(int number) {
    return new TableId(number);
  }

  @Override
  public int compareTo(TableId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Integer.toString(number);
  }
}
