package io.vtepd.lab.run;

import io.vtepd.lab.topology.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Remembers the databases of all VTEPs before a step, to say after a failure what it changed. */
final class Changes {

  private final Lab lab;
  private final Map<String, DatabaseView> remembered = new HashMap<>();

  Changes(Lab lab) {
    this.lab = lab;
  }

  void remember() {
    remembered.putAll(views());
  }

  /** A line a change, with its host first. */
  List<String> sinceRemembered() {
    List<String> changes = new ArrayList<>();
    views()
        .forEach((host, now) -> {
          DatabaseView before = remembered.getOrDefault(host, now);
          before.changesTo(now).forEach(change -> changes.add(host + " " + change));
        });
    return changes;
  }

  private Map<String, DatabaseView> views() {
    Map<String, DatabaseView> views = new HashMap<>();
    for (Host.SwitchHost host : lab.plan().topology().vteps()) {
      try {
        views.put(host.name(), DatabaseView.read(lab.site(host).vtepSocket()));
      } catch (IOException e) {
        // Steps may stop a gateway: then nothing can be said about its rows.
        views.remove(host.name());
      }
    }
    return views;
  }
}
