package io.vtepd.bridge.desired;

import java.util.List;

/** What a commit changed of the desired model; at most one entry a switch name and kind. */
public record DesiredChange(List<SwitchChange> switches) {

  public DesiredChange {
    switches = List.copyOf(switches);
  }

  boolean isEmpty() {
    return switches.isEmpty();
  }
}
