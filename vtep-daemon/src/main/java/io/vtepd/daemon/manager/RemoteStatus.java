package io.vtepd.daemon.manager;

import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.tls.stream.Reconnect;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How a remote stands, as its row's columns {@code is_connected} and {@code status} tell it
 * (hardware_vtep, table Manager).
 *
 * @param isConnected whether somebody is connected
 * @param status the pairs of the column, in order of keys
 */
public record RemoteStatus(boolean isConnected, Map<String, String> status) {

  public RemoteStatus {
    status = Collections.unmodifiableMap(new TreeMap<>(status));
  }

  /** Of a remote that can't be served. */
  static RemoteStatus failed(String reason) {
    return new RemoteStatus(false, Map.of("state", "VOID", "last_error", reason));
  }

  /** Of a dialled remote. */
  static RemoteStatus of(Reconnect.Status dialled, LockNames locks) {
    Map<String, String> status = new TreeMap<>();
    status.put("state", dialled.phase().name());
    putSeconds(status, "sec_since_connect", dialled.secSinceConnect());
    putSeconds(status, "sec_since_disconnect", dialled.secSinceDisconnect());
    dialled.lastError().ifPresent(error -> status.put("last_error", error));
    putLocks(status, locks);
    return new RemoteStatus(dialled.isConnected(), status);
  }

  /**
   * Of a listening remote.
   *
   * @param boundPort of TCP
   * @param secSinceConnect of the oldest session that is open
   * @param locks of that one
   */
  static RemoteStatus ofListener(
      OptionalInt boundPort,
      int connectionCount,
      OptionalLong secSinceConnect,
      OptionalLong secSinceDisconnect,
      LockNames locks) {
    Map<String, String> status = new TreeMap<>();
    if (boundPort.isPresent()) {
      status.put("bound_port", Integer.toString(boundPort.getAsInt()));
    }
    if (connectionCount > 0) {
      status.put("state", Reconnect.Phase.ACTIVE.name());
    }
    if (connectionCount > 1) {
      status.put("n_connections", Integer.toString(connectionCount));
    }
    putSeconds(status, "sec_since_connect", secSinceConnect);
    putSeconds(status, "sec_since_disconnect", secSinceDisconnect);
    putLocks(status, locks);
    return new RemoteStatus(connectionCount > 0, status);
  }

  private static void putLocks(Map<String, String> status, LockNames locks) {
    putNames(status, "locks_held", locks.held());
    putNames(status, "locks_waiting", locks.waiting());
    putNames(status, "locks_lost", locks.lost());
  }

  private static void putNames(Map<String, String> status, String key, List<String> names) {
    if (!names.isEmpty()) {
      status.put(key, String.join(" ", names));
    }
  }

  private static void putSeconds(Map<String, String> status, String key, OptionalLong seconds) {
    if (seconds.isPresent()) {
      status.put(key, Long.toString(seconds.getAsLong()));
    }
  }

  /** Why the remote does not work, if that is known. */
  public Optional<String> lastError() {
    return Optional.ofNullable(status.get("last_error"));
  }

  /** The value of the column {@code status}. */
  Datum statusDatum() {
    Map<StringAtom, StringAtom> pairs = new LinkedHashMap<>();
    status.forEach((key, value) -> pairs.put(new StringAtom(key), new StringAtom(value)));
    return pairs.isEmpty() ? MapDatum.EMPTY : Datum.map(pairs);
  }
}
