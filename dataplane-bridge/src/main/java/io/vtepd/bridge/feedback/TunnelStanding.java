package io.vtepd.bridge.feedback;

import io.vtepd.vtep.Ipv4Address;
import java.util.Objects;

/**
 * Whether a tunnel of a switch works.
 *
 * @param cause why it does not; empty if it does
 * @param stateMs how long that has been so
 */
public record TunnelStanding(
    String switchName, Ipv4Address remote, boolean isUp, String cause, long stateMs) {

  public TunnelStanding {
    Objects.requireNonNull(switchName);
    Objects.requireNonNull(remote);
    Objects.requireNonNull(cause);
  }
}
