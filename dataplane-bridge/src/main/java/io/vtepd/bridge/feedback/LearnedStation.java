package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import java.util.Objects;

/** A station that a switch has learned, and where it was seen last. */
public record LearnedStation(
    String switchName, Uuid logicalSwitch, MacAddress mac, FactId.Binding at) {

  public LearnedStation {
    Objects.requireNonNull(switchName);
    Objects.requireNonNull(logicalSwitch);
    Objects.requireNonNull(mac);
    Objects.requireNonNull(at);
  }
}
