package io.vtepd.bridge.memory;

import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.Vni;
import java.util.Objects;

/** Where a frame comes from. */
public sealed interface Arrival {

  /** Off the wire of a port. */
  record AtPort(String port) implements Arrival {
    public AtPort {
      Objects.requireNonNull(port);
    }
  }

  /** Out of a tunnel. */
  record FromTunnel(Ipv4Address remote, Vni vni) implements Arrival {
    public FromTunnel {
      Objects.requireNonNull(remote);
      Objects.requireNonNull(vni);
    }
  }
}
