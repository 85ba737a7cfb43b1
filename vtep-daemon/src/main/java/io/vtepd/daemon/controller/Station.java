package io.vtepd.daemon.controller;

import io.vtepd.vtep.MacAddress;
import java.util.Objects;

/**
 * A station of a network; the same address in two networks is two stations.
 *
 * @param network the network's name
 */
public record Station(String network, MacAddress mac) {

  public Station {
    Objects.requireNonNull(network);
    Objects.requireNonNull(mac);
  }

  @Override
  public String toString() {
    return mac + " of " + network;
  }
}
