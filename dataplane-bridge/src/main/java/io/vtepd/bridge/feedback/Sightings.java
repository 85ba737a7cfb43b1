package io.vtepd.bridge.feedback;

import java.util.List;

/** What switches were seen to do at one moment, beyond what the database has columns for. */
public record Sightings(List<LearnedStation> stations, List<TunnelStanding> tunnels) {

  public Sightings {
    stations = List.copyOf(stations);
    tunnels = List.copyOf(tunnels);
  }
}
