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

  static final String SECURE = "secure";

  public OvsBridge {
    Objects.requireNonNull(uuid);
    Objects.requireNonNull(name);
    Objects.requireNonNull(failMode);
    ports = List.copyOf(ports);
  }

  /** Whether it forwards only by flows that somebody has set. */
  public boolean isSecure() {
    return failMode.equals(Optional.of(SECURE));
  }

  /**
   * Whether the appliance may have made something on it: ports, or flows, which it sets on secure
   * bridges only; whoever makes the bridge another one makes Open vSwitch remove its flows.
   */
  public boolean mayBeOurs() {
    return isSecure() || ports.stream().anyMatch(OvsPort::managed);
  }
}
