package io.vtepd.lab.topology;

import java.util.List;

/** A machine of the lab that is more than a guest. */
public sealed interface Host {

  String name();

  /**
   * Forwards between underlay networks; controllers speak from here.
   *
   * @param links routers that a cable leads to; each cable is named at one of its ends
   */
  record Router(String name, List<String> links) implements Host {

    public Router {
      links = List.copyOf(links);
    }
  }

  /** A host with one cable, to a router. */
  sealed interface Attached extends Host {

    /** Its address in the underlay. */
    Ipv4Prefix underlay();

    /** The router that its underlay leads to. */
    String via();

    /** What the cable to it is like. */
    Cable cable();
  }

  /** Runs {@code vtepd controller}, as steps say. */
  record Controller(String name, Ipv4Prefix underlay, String via, Cable cable)
      implements Attached {}

  /**
   * A host with a switch and guests.
   *
   * @param underlay its address in the underlay
   * @param via the router its underlay leads to
   * @param cable what the cable to it is like
   * @param bridge the bridge that guests are at
   */
  record SwitchHost(
      String name,
      Role role,
      Ipv4Prefix underlay,
      String via,
      Cable cable,
      String bridge,
      List<Tunnel> tunnels,
      List<Guest> guests)
      implements Attached {

    public SwitchHost {
      tunnels = List.copyOf(tunnels);
      guests = List.copyOf(guests);
    }
  }
}
