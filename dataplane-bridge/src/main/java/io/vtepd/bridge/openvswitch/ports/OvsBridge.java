package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A bridge as Open vSwitch's database has it.
 *
 * @param ports in order of names; bonds, which OpenFlow knows only by their members, are left out
 */
public record OvsBridge(Uuid uuid, String name, Optional<String> failMode, List<OvsPort> ports) {

  public OvsBridge {
    Objects.requireNonNull(uuid);
    Objects.requireNonNull(name);
    Objects.requireNonNull(failMode);
    ports = List.copyOf(ports);
  }
}
