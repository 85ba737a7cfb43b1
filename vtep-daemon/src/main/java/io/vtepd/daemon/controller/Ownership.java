package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.VtepSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which rows are ours: a Logical_Switch with our mark in its other_config, and every binding and
 * every remote MAC row that refers to it.
 *
 * <p>The mark stands there because of all that a controller writes only Logical_Switch has a column
 * for whatever others like to remember: MAC rows, locators and bindings have none, and names and
 * descriptions are people's. Whatever is in a network that we made is ours in turn; so the mark is
 * enough to find it again, with no file of our own, after a restart of either side.
 *
 * @param owner the controller's name
 */
public record Ownership(String owner) {

  /** The key in Logical_Switch.other_config. */
  static final String KEY = "vtepd-controller";

  public Ownership {
    Objects.requireNonNull(owner);
    if (owner.isEmpty()) {
      throw new IllegalArgumentException("the controller's name is missing");
    }
  }

  /** What the other_config of our switches holds. */
  Map<String, String> mark() {
    return Map.of(KEY, owner);
  }

  boolean isOurs(LogicalSwitch network) {
    return owner.equals(network.otherConfig().get(KEY));
  }

  /** Our logical switches by UUID. */
  Map<Uuid, LogicalSwitch> ours(VtepSnapshot contents) {
    Map<Uuid, LogicalSwitch> ours = new HashMap<>();
    contents.forEach(
        contents.tables().logicalSwitch(),
        each -> {
          if (isOurs(each)) {
            ours.put(each.row().uuid(), each);
          }
        });
    return ours;
  }
}
