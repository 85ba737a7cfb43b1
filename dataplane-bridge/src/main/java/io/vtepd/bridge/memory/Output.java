package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.Destination;
import java.util.Objects;

/** A frame that leaves. */
public sealed interface Output {

  /** Onto the wire of a port. */
  record ToPort(String port, EthernetFrame frame) implements Output {
    public ToPort {
      Objects.requireNonNull(port);
      Objects.requireNonNull(frame);
    }
  }

  /** Into a tunnel. */
  record ToTunnel(Destination to, EthernetFrame frame) implements Output {
    public ToTunnel {
      Objects.requireNonNull(to);
      Objects.requireNonNull(frame);
    }
  }
}
