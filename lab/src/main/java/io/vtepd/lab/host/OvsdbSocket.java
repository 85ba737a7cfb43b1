package io.vtepd.lab.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks an OVSDB server on a unix socket one thing: what the lab's own checks need, no more. */
public final class OvsdbSocket {

  /** A reply to a check is small; more is a fault of the server. */
  private static final int REPLY_LIMIT_BYTES = 64 << 20;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OvsdbSocket() {}

  /** Whether a server answers an echo there. */
  public static boolean answers(Path socket, Duration limit) {
    try {
      return ask(socket, "{\"method\":\"echo\",\"params\":[],\"id\":0}", limit).has("result");
    } catch (IOException e) {
      // Not there yet, or not listening yet: the caller asks again and says so in the end.
      return false;
    }
  }

  /** Whether anything accepts connections there: a socket's file outlives a killed process. */
  public static boolean accepts(Path socket) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException e) {
      // Not there yet: the caller asks again and says so in the end.
      return false;
    }
  }

  /** Sends one request and returns its reply. */
  public static JsonNode ask(Path socket, String request, Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      while (out.hasRemaining()) {
        channel.write(out);
      }
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      ByteArrayOutputStream received = new ByteArrayOutputStream();
      ByteBuffer in = ByteBuffer.allocate(65_536);
      while (true) {
        long leftMs = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0 || selector.select(leftMs) == 0) {
          throw new IOException("no reply from " + socket + " in " + limit.toMillis() + " ms");
        }
        selector.selectedKeys().clear();
        if (channel.read(in) < 0) {
          throw new IOException("the server at " + socket + " closed the connection");
        }
        received.write(in.array(), 0, in.position());
        boolean maybeWhole = in.position() > 0 && in.get(in.position() - 1) == '}';
        in.clear();
        if (maybeWhole) {
          JsonNode reply = parsed(received.toByteArray());
          if (reply.has("result") || reply.has("error")) {
            return reply;
          }
        }
        if (received.size() > REPLY_LIMIT_BYTES) {
          throw new IOException("the reply from " + socket + " has more than 64 MiB");
        }
      }
    }
  }

  /** The message, or a missing node while it is not whole. */
  private static JsonNode parsed(byte[] bytes) throws IOException {
    try {
      return MAPPER.readTree(bytes);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }
}
