package io.vtepd.bridge.desired;

import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import java.util.Objects;
import java.util.Optional;

/** What a driver measures on a switch and reports back, in the order in which it happened. */
public sealed interface BridgeEvent {

  /** A port that can be a Physical_Port is there: after start, each that there is. */
  record PortAppeared(String port) implements BridgeEvent {
    public PortAppeared {
      Objects.requireNonNull(port);
    }
  }

  /** A port is gone; perhaps for a moment only. */
  record PortVanished(String port) implements BridgeEvent {
    public PortVanished {
      Objects.requireNonNull(port);
    }
  }

  /** A station sent a frame into a binding, and was not known at any. */
  record MacLearned(FactId.Unicast station, FactId.Binding at) implements BridgeEvent {
    public MacLearned {
      Objects.requireNonNull(station);
      Objects.requireNonNull(at);
    }
  }

  /** A learned station sent a frame into another binding of its network. */
  record MacMoved(FactId.Unicast station, FactId.Binding from, FactId.Binding to)
      implements BridgeEvent {
    public MacMoved {
      Objects.requireNonNull(station);
      Objects.requireNonNull(from);
      Objects.requireNonNull(to);
    }
  }

  /** A learned station was forgotten. */
  record MacForgotten(FactId.Unicast station, FactId.Binding at, Reason why)
      implements BridgeEvent {

    /** Why it was forgotten. */
    public enum Reason {
      /** It was silent for the ageing time. */
      AGED,
      /** A controller said later that it is remote. */
      BECAME_REMOTE,
      /** Its binding is gone. */
      UNBOUND
    }

    public MacForgotten {
      Objects.requireNonNull(station);
      Objects.requireNonNull(at);
      Objects.requireNonNull(why);
    }
  }

  /**
   * A station said which address it has, or has not said so for long.
   *
   * @param ip the one that counts of those that it has
   */
  record AddressChanged(FactId.Unicast station, Optional<IpAddress> ip) implements BridgeEvent {
    public AddressChanged {
      Objects.requireNonNull(station);
      Objects.requireNonNull(ip);
    }
  }

  /** A tunnel works: its port is there and BFD, if it runs, is up. */
  record TunnelUp(Ipv4Address remote) implements BridgeEvent {
    public TunnelUp {
      Objects.requireNonNull(remote);
    }
  }

  /**
   * A tunnel does not work.
   *
   * @param reason for people
   */
  record TunnelDown(Ipv4Address remote, String reason) implements BridgeEvent {
    public TunnelDown {
      Objects.requireNonNull(remote);
      Objects.requireNonNull(reason);
    }
  }
}
