package io.vtepd.bridge.openflow.wire;

/** An enum whose constants have numbers on the wire. */
public interface WireCode {

  int code();

  /** The constant of {@code type} with the number {@code code}, which {@code in} has just given. */
  static <E extends Enum<E> & WireCode> E decode(WireReader in, Class<E> type, int code) {
    for (E each : type.getEnumConstants()) {
      if (each.code() == code) {
        return each;
      }
    }
    throw in.malformed(type.getSimpleName() + " " + code);
  }
}
