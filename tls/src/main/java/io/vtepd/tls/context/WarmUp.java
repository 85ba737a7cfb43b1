package io.vtepd.tls.context;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.vtepd.tls.pki.Certificates;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.PkiException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the handshakes before the first peer took.
 *
 * @param firstMicros the first one, which loads the classes
 * @param lastMicros the last one, near to what a peer will see
 */
public record WarmUp(long firstMicros, long lastMicros) {
  private static final int ROUND_COUNT = 3;

  /** Turns of a handshake's ping-pong; it takes fewer than ten. */
  private static final int TURN_LIMIT = 100;

  /** In memory nothing is late. */
  private static final long NO_TIMEOUT_MS = 0;

  /**
   * Shakes hands with itself over each protocol a few times, through the handlers that peers meet.
   *
   * @param contexts one for each protocol, whose trust accepts its own certificate
   */
  static WarmUp run(List<TlsContext> contexts) throws PkiException {
    List<Long> micros = new ArrayList<>();
    for (int round = 0; round < ROUND_COUNT; round++) {
      for (TlsContext context : contexts) {
        long startNanos = System.nanoTime();
        handshake(context);
        micros.add((System.nanoTime() - startNanos) / 1_000);
      }
    }
    return new WarmUp(micros.getFirst(), micros.getLast());
  }

  private static void handshake(TlsContext context) throws PkiException {
    SslHandler clientTls = context.clientHandler(NO_TIMEOUT_MS);
    SslHandler serverTls = context.serverHandler(NO_TIMEOUT_MS);
    EmbeddedChannel server = new EmbeddedChannel(serverTls);
    EmbeddedChannel client = new EmbeddedChannel(clientTls);
    try {
      for (int turn = 0; turn < TURN_LIMIT && !isDone(clientTls, serverTls); turn++) {
        carry(client, server);
        carry(server, client);
      }
      if (!isDone(clientTls, serverTls)) {
        throw new PkiException("a TLS handshake with our own certificate does not end");
      }
      useAsPeer(context, client, server);
    } finally {
      client.finishAndReleaseAll();
      server.finishAndReleaseAll();
    }
  }

  private static boolean isDone(SslHandler client, SslHandler server) throws PkiException {
    for (SslHandler handler : List.of(client, server)) {
      Throwable failure = handler.handshakeFuture().cause();
      if (failure != null) {
        throw new PkiException(
            "a TLS handshake with our own certificate fails: " + TlsFailure.describe(failure),
            failure);
      }
    }
    return client.handshakeFuture().isDone() && server.handshakeFuture().isDone();
  }

  private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
    for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
      to.writeInbound(bytes);
    }
    from.runPendingTasks();
    to.runPendingTasks();
  }

  /** Does what follows a handshake: reads the identity, sends a message each way. */
  private static void useAsPeer(
      TlsContext context, EmbeddedChannel client, EmbeddedChannel server) {
    Certificates.commonName(context.certificate());
    Fingerprint.of(context.certificate());
    client.writeOutbound(Unpooled.wrappedBuffer(new byte[] {'{', '}'}));
    carry(client, server);
    server.writeOutbound(Unpooled.wrappedBuffer(new byte[] {'{', '}'}));
    carry(server, client);
    ReferenceCountUtil.release(client.readInbound());
    ReferenceCountUtil.release(server.readInbound());
  }
}
