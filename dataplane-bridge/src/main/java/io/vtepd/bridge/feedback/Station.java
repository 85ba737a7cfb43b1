package io.vtepd.bridge.feedback;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import java.util.Objects;

/** A unicast MAC of a logical switch, by its row. */
record Station(Uuid logicalSwitch, MacAddress mac) {

  Station {
    Objects.requireNonNull(logicalSwitch);
    Objects.requireNonNull(mac);
  }
}
