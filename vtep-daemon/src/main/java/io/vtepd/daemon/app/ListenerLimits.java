package io.vtepd.daemon.app;

import io.vtepd.daemon.server.Limit;
import io.vtepd.tls.stream.ListenerSettings;
import java.util.Map;

/** The limits that hold before a connection is a session. */
final class ListenerLimits {

  private ListenerLimits() {}

  static ListenerSettings of(Map<Limit, Long> given) {
    return ListenerSettings.DEFAULT
        .withConnectionLimit((int) value(given, Limit.CONNECTIONS))
        .withHandshakes((int) value(given, Limit.HANDSHAKES), value(given, Limit.HANDSHAKE_MS));
  }

  private static long value(Map<Limit, Long> given, Limit limit) {
    return given.getOrDefault(limit, limit.byDefault());
  }
}
