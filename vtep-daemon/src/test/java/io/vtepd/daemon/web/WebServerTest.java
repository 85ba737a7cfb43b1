package io.vtepd.daemon.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.tls.stream.StreamLimit;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the pages answer, also to those who do not keep to the protocol. */
@Timeout(120)
class WebServerTest {

  private static final long REQUEST_MS = 2_000;

  private final List<String> limits = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Page> late = new CompletableFuture<>();
  private EventLoopGroup group;
  private Transport transport;
  private WebServer server;

  @BeforeEach
  void start() {
    group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    transport = Transport.plain(group);
    Pages pages =
        path ->
            switch (path) {
              case "/page" -> Optional.of(CompletableFuture.completedFuture(Page.of("hello\n")));
              case "/late" -> Optional.of(late);
              case "/broken" ->
                  Optional.of(CompletableFuture.failedFuture(new IOException("no such luck")));
              default -> Optional.empty();
            };
    Target.Ptcp target = new Target.Ptcp(0, Optional.of("127.0.0.1"));
    server = WebServer.start(transport, target, pages, limits::add, REQUEST_MS).join();
  }

  @AfterEach
  void stop() {
    server.close().join();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private Socket connect() throws IOException {
    int tcpPort = ((Target.Ptcp) server.target()).tcpPort();
    return new Socket(InetAddress.getLoopbackAddress(), tcpPort);
  }

  private String ask(String request) throws IOException {
    return ask(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** All that is answered until the server closes; a reset ends it, too. */
  private String ask(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      StringBuilder answer = new StringBuilder();
      try {
        socket.getOutputStream().write(request);
        for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
          answer.append((char) c);
        }
      } catch (SocketException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|pipe|abort).*");
      }
      return answer.toString();
    }
  }

  private void assertServes() throws IOException {
    assertThat(ask("GET /page HTTP/1.1\nHost: 127.0.0.1\n\n")).startsWith("HTTP/1.1 200 OK");
  }

  @Test
  void pagesAreAnsweredOnceAConnection() throws IOException {
    String get = "GET /page?x=1 HTTP/1.1\nHost: localhost:9640\n\n";
    String answer = ask(get + get);
    assertThat(answer)
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("content-length: 6\r\n", "connection: close\r\n", "no-store")
        .endsWith("\r\n\r\nhello\n");
    assertThat(ask("HEAD /page HTTP/1.1\nHost: [::1]:9640\n\n"))
        .contains("content-length: 6\r\n")
        .endsWith("\r\n\r\n");
    assertThat(ask("GET /page HTTP/1.0\n\n")).endsWith("hello\n");
  }

  @Test
  void whatThereIsNotIsRefused() throws IOException {
    assertThat(ask("GET /etc/passwd HTTP/1.1\nHost: 127.0.0.1\n\n")).startsWith("HTTP/1.1 404");
    assertThat(ask("GET /../../etc/passwd HTTP/1.1\n\n")).startsWith("HTTP/1.1 404");
    assertThat(ask("POST /page HTTP/1.1\nContent-Length: 4\n\nabcd")).startsWith("HTTP/1.1 405");
    assertThat(ask("GET /broken HTTP/1.1\n\n"))
        .startsWith("HTTP/1.1 503")
        .doesNotContain("no such luck");
    assertServes();
  }

  @Test
  void aNameOfSomebodyElseIsNoHostOfOurs() throws IOException {
    assertThat(ask("GET /page HTTP/1.1\nHost: evil.example:9640\n\n"))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("hello");
  }

  @Test
  void longRequestsAreRefusedAndCounted() throws IOException {
    assertThat(ask("GET /" + "x".repeat(100_000) + " HTTP/1.1\n\n")).doesNotContain("200 OK");
    assertThat(ask("GET /page HTTP/1.1\nX: " + "y".repeat(100_000) + "\n\n"))
        .doesNotContain("200 OK");
    assertThat(ask("GET /page HTTP/1.1\n" + "X: y\n".repeat(100_000) + "\n"))
        .doesNotContain("200 OK");
    assertThat(limits)
        .containsExactly("web-request-bytes", "web-request-bytes", "web-request-bytes");
    assertServes();
  }

  @Test
  void connectionsPastTheLimitAreClosedAndCounted() throws IOException {
    List<Socket> silent = new ArrayList<>();
    for (int i = 0; i < WebServer.CONNECTION_LIMIT; i++) {
      silent.add(connect());
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          assertThat(ask("GET /page HTTP/1.1\n\n")).isEmpty();
          assertThat(transport.counters().limitHits().get(StreamLimit.CONNECTIONS)).isPositive();
        });
    for (Socket socket : silent) {
      socket.close();
    }
    await().atMost(Duration.ofSeconds(10)).untilAsserted(this::assertServes);
  }

  @Test
  void whoNeverFinishesARequestIsCutAndCounted() throws IOException {
    try (Socket slow = connect()) {
      slow.getOutputStream().write("GET /page HTT".getBytes(StandardCharsets.US_ASCII));
      assertThat(slow.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(limits).containsExactly("web-request-ms");
    assertServes();
  }

  @Test
  void garbageEndsItsConnectionOnly() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] seedText =
        "GET /page HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello"
            .getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = seedText.clone();
      for (int flips = random.nextInt(1, 12); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try (Socket socket = connect()) {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(answer).as("seed " + seed + ", round " + i).matches("(?s)(HTTP/1.1 .*)?");
      } catch (SocketException e) {
        assertThat(e).hasMessageMatching("(?i).*(reset|pipe|abort).*");
      }
    }
    assertServes();
  }
}
