package io.vtepd.bridge.desired;

import io.vtepd.bridge.desired.SwitchChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a commit changed of the desired model; at most one entry a switch name and kind. */
public record DesiredChange(List<SwitchChange> switches) {

  public DesiredChange {
    switches = List.copyOf(switches);
  }

  boolean isEmpty() {
    return switches.isEmpty();
  }

  /**
   * What bridges make of it. A switch whose row went while another row of its name came, as when a
   * database is restored, is a bridge that goes on: it only changed, and what both rows say stays.
   */
  public DesiredChange ofBridges() {
    Map<String, SwitchChange> gone = new HashMap<>();
    Map<String, SwitchChange> come = new HashMap<>();
    for (SwitchChange each : switches) {
      if (each.kind() == Kind.REMOVED) {
        gone.put(each.name(), each);
      } else if (each.kind() == Kind.ADDED) {
        come.put(each.name(), each);
      }
    }
    gone.keySet().retainAll(come.keySet());
    if (gone.isEmpty()) {
      return this;
    }
    List<SwitchChange> rest = new ArrayList<>();
    for (SwitchChange each : switches) {
      SwitchChange before = gone.get(each.name());
      if (before == null) {
        rest.add(each);
      } else if (each.kind() == Kind.ADDED) {
        rest.add(before.followedBy(each));
      }
    }
    return new DesiredChange(rest);
  }
}
