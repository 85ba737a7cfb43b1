package io.vtepd.tls.stream;

import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that runs out of file descriptors goes on when it has some again. */
@Tag("system")
class DescriptorsE2eTest {
  private static final int DESCRIPTOR_LIMIT = 100;
  private static final Pattern LISTENING = Pattern.compile("listening on port (\\d+)");

  @TempDir Path directory;

  /** The process: an echo server. */
  static final class EchoServer {
    private EchoServer() {}

    /** Listens until it is ended. */
    public static void main(String[] args) {
      Loops loops = new Loops();
      Listener listener =
          Listener.bind(
                  Transport.plain(loops.group),
                  Target.parsePassive("ptcp:0:127.0.0.1"),
                  ListenerSettings.DEFAULT,
                  EchoServer::echo)
              .join();
      System.out.println("listening on port " + ((Target.Ptcp) listener.target()).tcpPort());
    }

    private static void echo(Channel channel, Peer peer) {
      channel
          .pipeline()
          .addLast(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  ctx.writeAndFlush(message);
                }
              });
    }
  }

  @Test
  void acceptingGoesOnAfterTheDescriptorsRanOut() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command = "ulimit -n " + DESCRIPTOR_LIMIT + "; exec \"$0\" \"$@\"";
    try (Tool server =
        Tool.start(
            directory,
            "bash",
            "-c",
            command,
            java,
            "-cp",
            System.getProperty("java.class.path"),
            EchoServer.class.getName())) {
      server.awaitOutput("listening on port ");
      Matcher port = LISTENING.matcher(server.output());
      int tcpPort = port.find() ? Integer.parseInt(port.group(1)) : 0;
      List<Socket> crowd = new ArrayList<>();
      for (int i = 0; i < DESCRIPTOR_LIMIT; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), tcpPort));
      }
      server.awaitOutput("event=accept-failed cause=\"too many open files\"");
      for (Socket socket : crowd) {
        socket.close();
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> isEchoing(tcpPort));
    }
  }

  private static boolean isEchoing(int tcpPort) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcpPort)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() == 'x';
    }
  }
}
