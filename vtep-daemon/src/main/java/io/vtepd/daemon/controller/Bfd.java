package io.vtepd.daemon.controller;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Whether BFD (RFC 5880) watches the tunnels between VTEPs.
 *
 * @param minRxMs Tunnel.bfd_params:min_rx, the shortest time between two hellos that a VTEP takes,
 *     ms; if it is not said the VTEP decides
 * @param minTxMs Tunnel.bfd_params:min_tx, the shortest time between two that it sends, ms
 */
public record Bfd(boolean enable, OptionalInt minRxMs, OptionalInt minTxMs) {

  static final int LEAST_MS = 10;
  static final int MOST_MS = 60_000;

  static final Bfd OFF = new Bfd(false, OptionalInt.empty(), OptionalInt.empty());
  static final Bfd ON = new Bfd(true, OptionalInt.empty(), OptionalInt.empty());

  /** What Tunnel.bfd_params shall hold besides what others have set there. */
  Map<String, String> params() {
    Map<String, String> params = new TreeMap<>();
    params.put("enable", Boolean.toString(enable));
    minRxMs.ifPresent(ms -> params.put("min_rx", Integer.toString(ms)));
    minTxMs.ifPresent(ms -> params.put("min_tx", Integer.toString(ms)));
    return params;
  }
}
