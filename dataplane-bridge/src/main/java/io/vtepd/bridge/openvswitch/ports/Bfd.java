package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.bridge.desired.Fact;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** BFD of a tunnel: from hardware_vtep's Tunnel columns to Open vSwitch's Interface column. */
public final class Bfd {

  private static final String ENABLE = "enable";
  private static final String CHECK_KEY = "check_tnl_key";
  private static final Set<String> PARAMETERS =
      Set.of(
          ENABLE, CHECK_KEY, "min_rx", "min_tx", "decay_min_rx", "forwarding_if_rx", "cpath_down");

  private static final Set<String> STATUS =
      Set.of("state", "forwarding", "diagnostic", "remote_state", "remote_diagnostic");

  private Bfd() {}

  /**
   * {@code Interface.bfd} for a tunnel; empty if nobody asked for BFD. Tunnel keys are checked
   * unless the controller says otherwise: without that, every tenant's UDP port 3784 is taken for
   * BFD.
   */
  static Map<String, String> config(Fact.Tunnel tunnel) {
    Map<String, String> config = new HashMap<>();
    tunnel
        .bfdParams()
        .forEach((key, value) -> {
          if (PARAMETERS.contains(key)) {
            config.put(key, value);
          }
        });
    if (!"true".equals(config.get(ENABLE))) {
      return Map.of();
    }
    config.putIfAbsent(CHECK_KEY, "true");
    putIfSaid(config, "bfd_remote_dst_mac", tunnel.bfdConfigRemote().get("bfd_dst_mac"));
    return Map.copyOf(config);
  }

  /** {@code Tunnel.bfd_status} of a port; empty while BFD is not asked for. */
  public static Map<String, String> status(OvsPort port) {
    if (!"true".equals(port.bfd().get(ENABLE))) {
      return Map.of();
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
