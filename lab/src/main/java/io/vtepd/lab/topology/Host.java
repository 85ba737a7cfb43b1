package io.vtepd.lab.topology;

import java.util.List;

/** A machine of the lab that is more than a guest. */
public sealed interface Host {

  String name();

  /** Forwards between underlay networks; controllers speak from here. */
  record Router(String name) implements Host {}

  /**
   * A host with a switch and guests.
   *
   * @param underlay its address in the underlay
   * @param via the router its underlay leads to
   * @param bridge the bridge that guests are at
   */
  record SwitchHost(
      String name,
      Role role,
      Ipv4Prefix underlay,
      String via,
      String bridge,
      List<Tunnel> tunnels,
      List<Guest> guests)
      implements Host {

    public SwitchHost {
      tunnels = List.copyOf(tunnels);
      guests = List.copyOf(guests);
    }
  }
}
