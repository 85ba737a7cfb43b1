package io.vtepd.bridge.feedback;

/**
 * What a binding has carried, in the terms of {@code Logical_Binding_Stats}.
 *
 * @param packetsFromLocal frames that came in at the binding
 * @param bytesFromLocal bytes in these
 * @param packetsToLocal frames that went out at the binding
 * @param bytesToLocal bytes in these
 */
public record BindingCounts(
    long packetsFromLocal, long bytesFromLocal, long packetsToLocal, long bytesToLocal) {

  public static final BindingCounts NONE = new BindingCounts(0, 0, 0, 0);

  public BindingCounts plus(BindingCounts other) {
    return new BindingCounts(
        packetsFromLocal + other.packetsFromLocal,
        bytesFromLocal + other.bytesFromLocal,
        packetsToLocal + other.packetsToLocal,
        bytesToLocal + other.bytesToLocal);
  }

  /** By how much each of these is more than that of the other one; 0 where it is not. */
  BindingCounts excessOver(BindingCounts other) {
    return new BindingCounts(
        Math.max(0, packetsFromLocal - other.packetsFromLocal),
        Math.max(0, bytesFromLocal - other.bytesFromLocal),
        Math.max(0, packetsToLocal - other.packetsToLocal),
        Math.max(0, bytesToLocal - other.bytesToLocal));
  }
}
