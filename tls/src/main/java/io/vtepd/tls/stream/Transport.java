package io.vtepd.tls.stream;

import io.netty.channel.EventLoopGroup;
import io.vtepd.tls.context.TlsContexts;
import java.util.Objects;
import java.util.Optional;

/**
 * What connections run on.
 *
 * @param group event loops of NIO; they stay the caller's to shut down
 * @param tls keys and certificates; without them TLS targets are refused
 * @param counters what is refused on it
 */
public record Transport(EventLoopGroup group, Optional<TlsContexts> tls, StreamCounters counters) {
  /** Checks that nothing is missing. */
  public Transport {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(tls, "tls");
    Objects.requireNonNull(counters, "counters");
  }

  /** A transport that begins to count. */
  public Transport(EventLoopGroup group, Optional<TlsContexts> tls) {
    this(group, tls, new StreamCounters());
  }

  /** The same on other event loops. */
  public Transport on(EventLoopGroup other) {
    return new Transport(other, tls, counters);
  }

  /** A transport for tcp and unix targets. */
  public static Transport plain(EventLoopGroup group) {
    return new Transport(group, Optional.empty());
  }

  /** A transport for all targets. */
  static Transport withTls(EventLoopGroup group, TlsContexts tls) {
    return new Transport(group, Optional.of(tls));
  }

  /**
   * The TLS contexts that a target needs; empty for a clear text target.
   *
   * @throws IllegalArgumentException if it needs them and there are none
   */
  Optional<TlsContexts> tlsFor(Target target) {
    if (!target.isTls()) {
      return Optional.empty();
    }
    if (tls.isEmpty()) {
      throw new IllegalArgumentException(
          "target '"
              + target
              + "' needs TLS: give --ca-cert or --bootstrap-ca-cert, and our keys:"
              + " --private-key and --certificate ('vtepd run' makes them if they are not named)");
    }
    return tls;
  }
}
