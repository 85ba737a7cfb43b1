package io.vtepd.tls.stream;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The limits of a {@link Listener}.
 *
 * @param connectionLimit channels that are open at once; one more is closed when it comes
 * @param addressLimit those of one IPv4 address, or of one IPv6 network of 64 bits
 * @param handshakeLimit TLS handshakes under way at once; the next wait in the system's queue
 * @param handshakeTimeoutMs how long a TLS handshake may take
 * @param handshakeBytes what a peer may send before it is done
 * @param backlogCount connections that the system queues for us
 * @param socketMode of a Unix socket's file
 * @param socketGroup of a Unix socket's file, a name or number; empty leaves it the process's own
 */
public record ListenerSettings(
    int connectionLimit,
    int addressLimit,
    int handshakeLimit,
    long handshakeTimeoutMs,
    int handshakeBytes,
    int backlogCount,
    Set<PosixFilePermission> socketMode,
    Optional<String> socketGroup) {
  /** Room for hundreds of controllers; the socket is for its owner and group. */
  public static final ListenerSettings DEFAULT =
      new ListenerSettings(
          4_096,
          1_024,
          64,
          10_000,
          HandshakeBytes.LIMIT,
          1_024,
          PosixFilePermissions.fromString("rwxrwx---"),
          Optional.empty());

  /** Copies the mode and checks that all limits are positive. */
  public ListenerSettings {
    socketMode = Set.copyOf(socketMode);
    Objects.requireNonNull(socketGroup);
    if (connectionLimit < 1
        || addressLimit < 1
        || handshakeLimit < 1
        || handshakeTimeoutMs < 1
        || handshakeBytes < 1
        || backlogCount < 1) {
      throw new IllegalArgumentException(
          "limits of a listener are at least 1: connections "
              + connectionLimit
              + ", of an address "
              + addressLimit
              + ", handshakes "
              + handshakeLimit
              + ", handshake timeout "
              + handshakeTimeoutMs
              + " ms, handshake bytes "
              + handshakeBytes
              + ", backlog "
              + backlogCount);
    }
  }

  /** The same with another limit of open channels. */
  public ListenerSettings withConnectionLimit(int limit) {
    return with(next -> next.connectionLimit = limit);
  }

  /** The same with another limit of open channels of one address. */
  public ListenerSettings withAddressLimit(int limit) {
    return with(next -> next.addressLimit = limit);
  }

  /** The same with other limits on handshakes. */
  public ListenerSettings withHandshakes(int limit, long timeoutMs) {
    return with(next -> {
      next.handshakeLimit = limit;
      next.handshakeTimeoutMs = timeoutMs;
    });
  }

  /** The same with another limit of what peers may send within a handshake. */
  public ListenerSettings withHandshakeBytes(int limit) {
    return with(next -> next.handshakeBytes = limit);
  }

  /** The same with another mode of the Unix socket's file. */
  public ListenerSettings withSocketMode(Set<PosixFilePermission> mode) {
    return with(next -> next.socketMode = mode);
  }

  /** The same with another group of the Unix socket's file. */
  public ListenerSettings withSocketGroup(Optional<String> group) {
    return with(next -> next.socketGroup = group);
  }

  private ListenerSettings with(Consumer<Next> change) {
    Next next = new Next(this);
    change.accept(next);
    return next.settings();
  }

  /** Settings that are being changed. */
  private static final class Next {
    private int connectionLimit;
    private int addressLimit;
    private int handshakeLimit;
    private long handshakeTimeoutMs;
    private int handshakeBytes;
    private final int backlogCount;
    private Set<PosixFilePermission> socketMode;
    private Optional<String> socketGroup;

    Next(ListenerSettings old) {
      connectionLimit = old.connectionLimit;
      addressLimit = old.addressLimit;
      handshakeLimit = old.handshakeLimit;
      handshakeTimeoutMs = old.handshakeTimeoutMs;
      handshakeBytes = old.handshakeBytes;
      backlogCount = old.backlogCount;
      socketMode = old.socketMode;
      socketGroup = old.socketGroup;
    }

    ListenerSettings settings() {
      return new ListenerSettings(
          connectionLimit,
          addressLimit,
          handshakeLimit,
          handshakeTimeoutMs,
          handshakeBytes,
          backlogCount,
          socketMode,
          socketGroup);
    }
  }
}
