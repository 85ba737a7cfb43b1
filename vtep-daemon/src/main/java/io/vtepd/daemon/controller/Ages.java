package io.vtepd.daemon.controller;

import java.util.Map;

/** How new it is that a VTEP has a station. */
@FunctionalInterface
interface Ages {

  /** What was there when a VTEP was first seen: how new it was nobody knows. */
  long UNKNOWN = 0;

  /** A number that is greater for what came later; {@link #UNKNOWN} if that is not known. */
  long of(String vtep, Station station);

  /** Those in a map from VTEP to stations. */
  static Ages of(Map<String, Map<Station, Long>> ages) {
    return (vtep, station) -> ages.getOrDefault(vtep, Map.of()).getOrDefault(station, UNKNOWN);
  }
}
