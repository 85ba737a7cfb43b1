package io.vtepd.tls.stream;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Optional;

/**
 * Why a channel was closed, in words for an operator: it becomes the {@code last_error} of a {@link
 * Connector}. The first reason stays, for what follows is its consequence. It is known when {@code
 * channelInactive} comes; a listener of the close future may be too early.
 */
public final class CloseReason {
  private static final AttributeKey<String> ATTRIBUTE =
      AttributeKey.valueOf(CloseReason.class, "reason");

  private CloseReason() {}

  /** Closes a channel for a reason; may be called from any thread. */
  public static void close(Channel channel, String reason) {
    note(channel, reason);
    channel.close();
  }

  /** Remembers why the channel is about to be closed. */
  public static void note(Channel channel, String reason) {
    channel.attr(ATTRIBUTE).setIfAbsent(reason);
  }

  /** The reason; empty for a channel that is open or that its peer closed without an error. */
  public static Optional<String> of(Channel channel) {
    return Optional.ofNullable(channel.attr(ATTRIBUTE).get());
  }
}
