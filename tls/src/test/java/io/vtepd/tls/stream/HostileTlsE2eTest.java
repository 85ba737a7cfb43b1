package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.vtepd.tls.context.TestPki;
import io.vtepd.tls.context.TlsContext;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsFailure;
import io.vtepd.tls.pki.KeyKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Who sends a TLS listener what is no handshake gets nowhere, and good peers get in meanwhile. */
@Timeout(120)
class HostileTlsE2eTest {
  private static final int NOISE_ROUNDS = 150;
  private static final int FLIGHT_ROUNDS = 40;
  private static final long OFFERED_BYTES = 64L << 20;
  private static final long MEMORY_BYTES = 64L << 20;

  @TempDir Path directory;
  private final long seed = Long.getLong("vtepd.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Logger logger = (Logger) LoggerFactory.getLogger(Acceptor.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Inbox inbox = new Inbox();
  private Loops loops;
  private TestPki pki;
  private Transport transport;
  private Listener listener;

  @BeforeEach
  void start() throws IOException {
    log.list = new CopyOnWriteArrayList<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    loops = new Loops();
    pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    transport = Transport.withTls(loops.group, pki.contexts("server"));
    listener =
        Listener.bind(
                transport,
                Target.parsePassive("pssl:0:127.0.0.1"),
                ListenerSettings.DEFAULT.withHandshakes(64, 3_000),
                inbox)
            .join();
  }

  @AfterEach
  void stop() {
    listener.close().join();
    loops.close();
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  private int tcpPort() {
    return ((Target.Pssl) listener.target()).tcpPort();
  }

  private List<String> lines(String event) {
    return List.copyOf(log.list).stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith("event=" + event + " "))
        .toList();
  }

  private long failedCount() {
    return transport.counters().tlsFailures().values().stream().mapToLong(n -> n).sum();
  }

  /** Each failure is counted, and each kind of them has its line, but not each failure. */
  private void awaitFailures(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(failedCount()).as("seed %d", seed).isEqualTo(count);
          assertThat(listener.counts().openCount()).as("seed %d", seed).isZero();
          assertThat(lines("tls-refused"))
              .hasSizeGreaterThanOrEqualTo(listener.counts().tlsFailures().size())
              .hasSizeLessThan(count);
        });
    assertThat(lines("tls-refused"))
        .allSatisfy(line -> assertThat(line).matches(".* addr=127.0.0.1:\\d+ cause=.+ target=.*"));
    assertThat(lines("accepted-channel-failed")).isEmpty();
  }

  private void goodPeerGetsIn() throws IOException {
    int before = inbox.channels.size();
    Connector connector =
        Connector.start(
            Transport.withTls(loops.group, pki.contexts("client")),
            Target.parseActive("ssl:127.0.0.1:" + tcpPort()),
            new BackoffSettings(10, 10, 20_000),
            new Inbox());
    inbox.awaitChannel(before + 1);
    connector.close().join();
  }

  /** Says it, falls silent and waits for the end. */
  private void say(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcpPort())) {
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException reset) {
        // The server need not have read everything before it closes.
        assertThat(reset).hasMessageMatching("Connection reset.*|Broken pipe.*");
      }
    }
  }

  @Test
  void whatIsNoHandshakeEndsWithAReason() throws Exception {
    Map<String, byte[]> openings = HostileBytes.openings();
    for (byte[] opening : openings.values()) {
      say(opening);
    }
    List<byte[]> hellos = List.of(HostileBytes.hello("TLSv1.2"), HostileBytes.hello("TLSv1.3"));
    for (int round = 0; round < NOISE_ROUNDS; round++) {
      say(
          round % 3 == 0
              ? HostileBytes.noise(random)
              : HostileBytes.mutated(hellos.get(round % 2), random));
    }
    awaitFailures(openings.size() + NOISE_ROUNDS);
    assertThat(inbox.channels).as("seed %d", seed).isEmpty();
    assertThat(listener.counts().tlsFailures())
        .containsKeys(TlsFailure.NOT_TLS, TlsFailure.CLOSED, TlsFailure.REFUSED_BY_PEER);
    goodPeerGetsIn();
  }

  @Test
  void aHandshakeWithoutEndIsCutAtTheLimitInBoundedMemory() throws Exception {
    Map<String, HostileBytes.Endless> kinds = HostileBytes.endless();
    List<CompletableFuture<Long>> peaks = new ArrayList<>();
    try (ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Map.Entry<String, HostileBytes.Endless> kind : kinds.entrySet()) {
        peaks.add(
            CompletableFuture.supplyAsync(() -> pour(kind.getKey(), kind.getValue()), attackers));
      }
      for (CompletableFuture<Long> peak : peaks) {
        assertThat(peak.get()).isLessThan(MEMORY_BYTES);
      }
    }
    awaitFailures(kinds.size());
    assertThat(transport.counters().limitHits().get(StreamLimit.HANDSHAKE_BYTES)).isPositive();
    String hit = "limit=handshake-bytes value=" + HandshakeBytes.LIMIT + " addr=127.0.0.1:";
    assertThat(lines("limit-hit")).isNotEmpty().allSatisfy(line -> assertThat(line).contains(hit));
    assertThat(inbox.channels).isEmpty();
    goodPeerGetsIn();
  }

  /** Pours until the server has had enough; the most memory that Netty had meanwhile. */
  private long pour(String name, HostileBytes.Endless bytes) {
    long peak = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcpPort())) {
      OutputStream out = socket.getOutputStream();
      byte[] many = repeated(bytes.again);
      out.write(bytes.beginning);
      for (long offered = 0; offered < OFFERED_BYTES; offered += many.length) {
        out.write(many);
        peak = Math.max(peak, allocated());
      }
    } catch (IOException cut) {
      return peak;
    }
    throw new AssertionError("the server takes for ever: " + name);
  }

  private static byte[] repeated(byte[] bytes) {
    int count = 1 + (1 << 16) / bytes.length;
    ByteBuffer all = ByteBuffer.allocate(count * bytes.length);
    for (int i = 0; i < count; i++) {
      all.put(bytes);
    }
    return all.array();
  }

  private static long allocated() {
    ByteBufAllocatorMetric metric =
        ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric();
    return metric.usedDirectMemory() + metric.usedHeapMemory();
  }

  @Test
  void aSpoiledFlightOfAGoodPeerEndsItsHandshakeOnly() throws Exception {
    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      TlsContext client =
          TlsContexts.load(pki.settings("client").with(List.of(protocol), List.of()), Instant.now())
              .current();
      for (int round = 0; round < FLIGHT_ROUNDS; round++) {
        spoil(client, round % 4);
      }
    }
    // A bit that nobody looks at, or a flight that is not sent, lets a peer in that may come in.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          assertThat(listener.counts().openCount()).as("seed %d", seed).isZero();
          assertThat(failedCount() + inbox.channels.size())
              .as("seed %d", seed)
              .isEqualTo(2 * FLIGHT_ROUNDS);
        });
    assertThat(failedCount()).as("seed %d", seed).isGreaterThan(FLIGHT_ROUNDS / 2);
    goodPeerGetsIn();
  }

  /** Shakes hands with one write spoiled, and hangs up as soon as that is over or goes nowhere. */
  private void spoil(TlsContext client, int flight) throws InterruptedException {
    Spoiler spoiler = new Spoiler(flight);
    SslHandler tls = client.clientHandler(500);
    Channel channel =
        new Bootstrap()
            .group(loops.group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel dialled) {
                    dialled.pipeline().addLast(spoiler, tls, new End());
                  }
                })
            .connect(InetAddress.getLoopbackAddress(), tcpPort())
            .sync()
            .channel();
    tls.handshakeFuture().await();
    channel.close().sync();
  }

  /** The spoiler's side does not care why it was refused. */
  private static final class End extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** Spoils one of the writes of a channel. */
  private final class Spoiler extends ChannelOutboundHandlerAdapter {
    private int left;

    Spoiler(int flight) {
      left = flight;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ByteBuf bytes = (ByteBuf) message;
      if (left-- == 0 && bytes.isReadable()) {
        byte[] spoiled = HostileBytes.mutated(ByteBufUtil.getBytes(bytes), random);
        bytes.release();
        ctx.write(Unpooled.wrappedBuffer(spoiled), promise);
      } else {
        ctx.write(message, promise);
      }
    }
  }
}
