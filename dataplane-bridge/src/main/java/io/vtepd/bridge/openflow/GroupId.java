package io.vtepd.bridge.openflow;

/** A group's number (32 bits, unsigned), 0 to 0xffffff00, or one of the two wildcards. */
public record GroupId(int number) {

  /** Every group, in deletes and dumps. */
  public static final GroupId ALL = new GroupId(0xfffffffc);

  /** No condition, in requests; "none" in bucket watches. */
  public static final GroupId ANY = new GroupId(0xffffffff);

  @Override
  public String toString() {
    return Integer.toUnsignedString(number);
  }
}
