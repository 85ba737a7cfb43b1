package io.vtepd.bridge.feedback;

import io.vtepd.bridge.desired.FactId;
import java.util.Objects;

/** A binding of a switch, by the switch's name. */
record CountedBinding(String switchName, FactId.Binding id) {

  CountedBinding {
    Objects.requireNonNull(switchName);
    Objects.requireNonNull(id);
  }
}
