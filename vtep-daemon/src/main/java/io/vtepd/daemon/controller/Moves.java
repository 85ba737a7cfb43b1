package io.vtepd.daemon.controller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices stations that move to and fro: two machines with one address, or a loop, look like one
 * machine that moves without end, and each move is a transaction with every VTEP. As RFC 7432,
 * section 15.1, has it for EVPN, a station that moved {@link #MOVE_LIMIT} times within {@link
 * #WINDOW_MS} moves no more: it stays for {@link #HOLD_MS} where it went last, then counts anew.
 */
final class Moves {

  static final int MOVE_LIMIT = 5;
  static final long WINDOW_MS = 180_000;
  static final long HOLD_MS = 60_000;

  /** Stations whose moves are remembered; of more the one that began to move first is forgotten. */
  static final int STATION_LIMIT = 10_000;

  /**
   * A station that stays.
   *
   * @param at identity of the VTEP behind which it stays
   * @param other identity of the one that it came from last
   */
  record Hold(Station station, String at, String other, long untilMs) {}

  private final Map<Station, List<Long>> moves = new LinkedHashMap<>();
  private final Map<Station, Hold> holds = new HashMap<>();

  /** A station that one VTEP had is at another; the hold, if it begins by that. */
  Optional<Hold> moved(Station station, String from, String to, long nowMs) {
    if (holder(station, nowMs).isPresent()) {
      return Optional.empty();
    }
    List<Long> times = moves.computeIfAbsent(station, none -> new ArrayList<>());
    times.removeIf(time -> nowMs - time >= WINDOW_MS);
    times.add(nowMs);
    if (times.size() >= MOVE_LIMIT) {
      moves.remove(station);
      Hold hold = new Hold(station, to, from, nowMs + HOLD_MS);
      holds.put(station, hold);
      return Optional.of(hold);
    }
    if (moves.size() > STATION_LIMIT) {
      moves.remove(moves.keySet().iterator().next());
    }
    return Optional.empty();
  }

  /** The identity of the VTEP behind which a station stays. */
  Optional<String> holder(Station station, long nowMs) {
    return Optional.ofNullable(holds.get(station))
        .filter(hold -> nowMs < hold.untilMs())
        .map(Hold::at);
  }

  /** All that stay. */
  List<Hold> holds(long nowMs) {
    holds.values().removeIf(hold -> nowMs >= hold.untilMs());
    return holds.values().stream()
        .sorted((a, b) -> a.station().toString().compareTo(b.station().toString()))
        .toList();
  }
}
