package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.wire.WireCode;

/** A port appeared, went, or changed. */
public record PortStatus(Reason reason, PortDescription port) implements Message {

  /** Codes as on the wire. */
  public enum Reason implements WireCode {
    ADDED(0),
    DELETED(1),
    MODIFIED(2);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }
}
