package io.vtepd.vtep;

import java.util.Optional;

/** Logical_Switch.replication_mode: who copies a flooded frame to all other VTEPs. */
public enum ReplicationMode {
  /** One healthy service node is sent the frame and copies it. The default. */
  SERVICE_NODE("service_node"),
  /** We send a copy to each locator. */
  SOURCE_NODE("source_node");

  private final String text;

  ReplicationMode(String text) {
    this.text = text;
  }

  /** The column's text. */
  public String text() {
    return text;
  }

  /** The mode of that text. */
  public static Optional<ReplicationMode> parse(String text) {
    for (ReplicationMode mode : values()) {
      if (mode.text.equals(text)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
