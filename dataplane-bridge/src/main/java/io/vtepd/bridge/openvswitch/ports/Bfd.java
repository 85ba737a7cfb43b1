package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.bridge.desired.Fact;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** BFD of a tunnel: from hardware_vtep's Tunnel columns to Open vSwitch's Interface column. */
public final class Bfd {

  private static final String ENABLE = "enable";
  private static final String CHECK_KEY = "check_tnl_key";
  private static final Set<String> SWITCHES = Set.of("forwarding_if_rx", "cpath_down");
  private static final Set<String> INTERVALS = Set.of("min_rx", "min_tx", "decay_min_rx");

  /** Those of vtep(5), and how often it went up or down. */
  private static final Set<String> STATUS =
      Set.of(
          "state", "forwarding", "diagnostic", "remote_state", "remote_diagnostic", "flap_count");

  private static final String DST_IP = "bfd_dst_ip";
  private static final String DST_MAC = "bfd_dst_mac";
  private static final String REMOTE_IP = "169.254.1.1";

  private Bfd() {}

  /**
   * {@code Interface.bfd} for a tunnel; empty if nobody asked for BFD. Values that are none are
   * left out, so that defaults count: the schema's 169.254.1.1 to send to, Open vSwitch's for the
   * rest, which are the schema's. {@code bfd_src_ip} stays unset: whoever sets it takes only what
   * is sent to that address, and by default we are 169.254.1.0 for some and 169.254.1.1 for others.
   * Tunnel keys are checked unless the controller says otherwise: without that, every tenant's UDP
   * port 3784 is taken for BFD.
   */
  static Map<String, String> config(Fact.Tunnel tunnel) {
    Map<String, String> said = tunnel.bfdParams();
    if (!"true".equals(said.get(ENABLE))) {
      return Map.of();
    }
    Map<String, String> config = new HashMap<>();
    config.put(ENABLE, "true");
    config.put(CHECK_KEY, takesAnyKey(tunnel) ? "false" : "true");
    said.forEach((key, value) -> {
      boolean isSwitch = SWITCHES.contains(key) && value.matches("true|false");
      boolean isInterval = INTERVALS.contains(key) && value.matches("\\d{1,9}");
      if (isSwitch || isInterval) {
        config.put(key, value);
      }
    });
    Map<String, String> remote = tunnel.bfdConfigRemote();
    config.put("bfd_dst_ip", address(remote.get(DST_IP)).orElse(REMOTE_IP));
    // Open vSwitch sends to what it calls local, and compares what it receives with remote.
    mac(remote.get(DST_MAC)).ifPresent(mac -> config.put("bfd_local_dst_mac", mac));
    return Map.copyOf(config);
  }

  private static Optional<String> address(String value) {
    return Optional.ofNullable(value).flatMap(Ipv4Address::parse).map(Ipv4Address::toString);
  }

  private static Optional<String> mac(String value) {
    return Optional.ofNullable(value).flatMap(MacAddress::parse).map(MacAddress::toString);
  }

  /** Whether the controller has every frame to UDP port 3784 taken for BFD, whosever it is. */
  public static boolean takesAnyKey(Fact.Tunnel tunnel) {
    return "false".equals(tunnel.bfdParams().get(CHECK_KEY));
  }

  /** {@code Tunnel.bfd_status} of a port; empty while BFD is not asked for. */
  public static Map<String, String> status(OvsPort port) {
    if (!"true".equals(port.bfd().get(ENABLE))) {
      return Map.of();
    }
    if (port.numbering() instanceof OvsPort.Numbering.Refused(String error)) {
      return Map.of("enabled", "false", "info", error);
    }
    Map<String, String> status = new HashMap<>();
    status.put("enabled", "true");
    for (String key : STATUS) {
      putIfSaid(status, key, port.bfdStatus().get(key));
    }
    return Map.copyOf(status);
  }

  private static void putIfSaid(Map<String, String> config, String key, String value) {
    if (value != null) {
      config.put(key, value);
    }
  }
}
