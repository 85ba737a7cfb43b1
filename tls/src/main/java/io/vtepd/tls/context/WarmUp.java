package io.vtepd.tls.context;

import io.vtepd.tls.pki.PkiException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

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

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /**
   * Shakes hands with itself over each protocol a few times.
   *
   * @param context one whose trust accepts its own certificate
   */
  static WarmUp run(TlsContext context, List<String> protocols) throws PkiException {
    List<Long> micros = new ArrayList<>();
    for (int round = 0; round < ROUND_COUNT; round++) {
      for (String protocol : protocols) {
        long startNanos = System.nanoTime();
        handshake(context, protocol);
        micros.add((System.nanoTime() - startNanos) / 1_000);
      }
    }
    return new WarmUp(micros.getFirst(), micros.getLast());
  }

  private static void handshake(TlsContext context, String protocol) throws PkiException {
    SSLEngine client = context.clientEngine();
    SSLEngine server = context.serverEngine();
    client.setEnabledProtocols(new String[] {protocol});
    ByteBuffer toServer = ByteBuffer.allocate(client.getSession().getPacketBufferSize() * 2);
    ByteBuffer toClient = ByteBuffer.allocate(server.getSession().getPacketBufferSize() * 2);
    ByteBuffer plain = ByteBuffer.allocate(client.getSession().getApplicationBufferSize());
    try {
      client.beginHandshake();
      server.beginHandshake();
      for (int turn = 0; turn < TURN_LIMIT; turn++) {
        send(client, toServer);
        receive(server, toServer, plain);
        send(server, toClient);
        receive(client, toClient, plain);
        if (isDone(client) && isDone(server)) {
          return;
        }
      }
    } catch (SSLException e) {
      throw new PkiException("a TLS handshake with our own certificate fails: " + e, e);
    }
    throw new PkiException("a TLS handshake with our own certificate does not end");
  }

  private static void send(SSLEngine engine, ByteBuffer out) throws SSLException {
    while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
        && engine.wrap(NOTHING.duplicate(), out).bytesProduced() > 0) {
      runTasks(engine);
    }
  }

  private static void receive(SSLEngine engine, ByteBuffer in, ByteBuffer plain)
      throws SSLException {
    in.flip();
    while (in.hasRemaining() && engine.unwrap(in, plain).bytesConsumed() > 0) {
      runTasks(engine);
    }
    in.compact();
  }

  private static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private static boolean isDone(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
  }
}
