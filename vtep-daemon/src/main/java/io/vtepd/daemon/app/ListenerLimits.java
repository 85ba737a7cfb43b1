package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.DaemonSettings;
import io.vtepd.daemon.server.Limit;
import io.vtepd.tls.stream.ListenerSettings;
import java.util.Map;

/** What holds before a connection is a session: limits, and whose the unix sockets are. */
final class ListenerLimits {

  private ListenerLimits() {}

  static ListenerSettings of(DaemonSettings settings) {
    Map<Limit, Long> given = settings.limits();
    return ListenerSettings.DEFAULT
        .withSocketGroup(settings.socketGroup())
        .withConnectionLimit((int) value(given, Limit.CONNECTIONS))
        .withAddressLimit((int) value(given, Limit.ADDRESS_CONNECTIONS))
        .withHandshakes((int) value(given, Limit.HANDSHAKES), value(given, Limit.HANDSHAKE_MS))
        .withHandshakeBytes((int) value(given, Limit.HANDSHAKE_BYTES));
  }

  private static long value(Map<Limit, Long> given, Limit limit) {
    return given.getOrDefault(limit, limit.byDefault());
  }
}
