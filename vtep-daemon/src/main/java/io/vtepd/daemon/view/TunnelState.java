package io.vtepd.daemon.view;

import io.vtepd.vtep.Tunnel;
import java.util.Map;

/** What a Tunnel row's {@code bfd_status} says. */
public final class TunnelState {

  private TunnelState() {}

  /** Whether frames can be expected to arrive: yes, unless BFD is on and says no. */
  public static boolean isUp(Tunnel tunnel) {
    return !hasBfd(tunnel) || "up".equals(tunnel.bfdStatus().get("state"));
  }

  /** Whether BFD runs in it. */
  public static boolean hasBfd(Tunnel tunnel) {
    return "true".equals(tunnel.bfdStatus().get("enabled"));
  }

  /** {@code up}, {@code down}, {@code init}, {@code admin_down}, or {@code off} without BFD. */
  public static String words(Tunnel tunnel) {
    Map<String, String> status = tunnel.bfdStatus();
    return hasBfd(tunnel) ? status.getOrDefault("state", "new") : "off";
  }
}
