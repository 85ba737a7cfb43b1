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

  /** How often BFD has gone up or down ({@code flap_count}); 0 if nobody says. */
  public static long flaps(Tunnel tunnel) {
    String count = tunnel.bfdStatus().getOrDefault("flap_count", "0");
    // The column is the controller's to read, but anybody's to write.
    return count.matches("[0-9]{1,18}") ? Long.parseLong(count) : 0;
  }

  /** {@code up}, {@code down}, {@code init}, {@code admin_down}, or {@code off} without BFD. */
  public static String words(Tunnel tunnel) {
    Map<String, String> status = tunnel.bfdStatus();
    return hasBfd(tunnel) ? status.getOrDefault("state", "new") : "off";
  }
}
