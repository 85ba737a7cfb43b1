package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.monitor.UpdateFormat;
import java.util.Optional;

/** The ways to follow a database, best first; a server that lacks one is asked for the next. */
enum MonitorMethod {
  /** ovsdb-server(7): tells only what changed since a transaction, if the server remembers it. */
  SINCE("monitor_cond_since", "update3"),
  /** ovsdb-server(7): the whole contents, then differences. */
  CONDITIONAL("monitor_cond", "update2"),
  /** RFC 7047 section 4.1.5: the whole contents, then whole rows. */
  PLAIN("monitor", "update");

  private final String method;
  private final String update;

  MonitorMethod(String method, String update) {
    this.method = method;
    this.update = update;
  }

  /** The request's method. */
  String method() {
    return method;
  }

  /** The method of the notifications that follow. */
  String update() {
    return update;
  }

  /** How updates are written. */
  UpdateFormat format() {
    return this == PLAIN ? UpdateFormat.OLD_AND_NEW : UpdateFormat.DIFFERENCES;
  }

  Optional<MonitorMethod> next() {
    return switch (this) {
      case SINCE -> Optional.of(CONDITIONAL);
      case CONDITIONAL -> Optional.of(PLAIN);
      case PLAIN -> Optional.empty();
    };
  }
}
