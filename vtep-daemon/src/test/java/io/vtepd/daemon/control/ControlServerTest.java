package io.vtepd.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.tls.stream.Transport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ControlServerTest {

  @TempDir Path directory;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final CompletableFuture<String> slow = new CompletableFuture<>();
  private Path socket;
  private ControlServer server;

  @BeforeEach
  void start() {
    socket = directory.resolve("ctl");
    CommandRegistry commands =
        new CommandRegistry(
            List.of(
                Command.immediate("say", "WORD...", 1, 2, words -> String.join(" ", words)),
                new Command("slow", "", 0, 0, none -> slow),
                Command.immediate(
                    "fail",
                    "",
                    0,
                    0,
                    none -> {
                      throw new CommandException("can't: do that instead");
                    })));
    server = ControlServer.start(Transport.plain(group), socket, Optional.empty(), commands).join();
  }

  @AfterEach
  void stop() {
    server.close().join();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    assertThat(socket).doesNotExist();
  }

  /** Sends the text and reads until that many bytes have come or the server closes. */
  private String exchange(String request, int replyLength) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
      ByteBuffer reply = ByteBuffer.allocate(replyLength);
      while (reply.hasRemaining() && channel.read(reply) >= 0) {}
      return new String(reply.array(), 0, reply.position(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void answersEachRequestInOrderThoughTheFirstTakesLonger() throws IOException {
    slow.completeOnTimeout("at last", 50, TimeUnit.MILLISECONDS);
    String expected =
        "{\"id\":1,\"result\":\"at last\\n\",\"error\":null}"
            + "{\"id\":2,\"result\":\"a b\\n\",\"error\":null}";
    String requests =
        "{\"method\":\"slow\",\"params\":[],\"id\":1}"
            + "{\"method\":\"say\",\"params\":[\"a\",\"b\"],\"id\":2}";
    assertThat(exchange(requests, expected.length())).isEqualTo(expected);
  }

  @Test
  void closesOnWhatIsNoRequest() throws IOException {
    assertThat(exchange("nonsense\n", 1)).isEmpty();
    assertThat(exchange("{\"method\":\"say\",\"params\":[\"x\"],\"id\":null}", 1)).isEmpty();
  }

  @Test
  void socketIsForItsOwnerAlone() throws IOException {
    assertThat(Files.getPosixFilePermissions(socket)).hasSize(3);
    assertThatThrownBy(() ->
            ControlServer.start(
                    Transport.plain(group),
                    socket,
                    Optional.empty(),
                    new CommandRegistry(List.of()))
                .join())
        .hasMessageContaining("another process listens");
  }

  @Test
  void groupMayBeLetIn() throws IOException {
    Path shared = directory.resolve("shared");
    CommandRegistry none = new CommandRegistry(List.of());
    Object ours = Files.getAttribute(directory, "unix:gid");
    ControlServer other =
        ControlServer.start(Transport.plain(group), shared, Optional.of(ours.toString()), none)
            .join();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(shared)))
        .isEqualTo("rwxrwx---");
    other.close().join();
    assertThatThrownBy(() ->
            ControlServer.start(Transport.plain(group), shared, Optional.of("nobodies"), none)
                .join())
        .hasMessageContaining("there is no group nobodies; make it or name another");
  }

  private String appctl(int exitCode, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ovs-appctl", "-t", socket.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output;
  }

  @Test
  @Tag("system")
  void appctlSpeaksWithIt() throws Exception {
    assertThat(appctl(0, "say", "hello", "world")).isEqualTo("hello world\n");
    assertThat(appctl(0, "list-commands")).contains("  list-commands").contains("WORD...");
    assertThat(appctl(2, "fail")).contains("can't: do that instead");
    assertThat(appctl(2, "say")).contains("\"say\" command requires at least 1 arguments");
    assertThat(appctl(2, "nothing")).contains("\"nothing\" is not a valid command");
  }
}
