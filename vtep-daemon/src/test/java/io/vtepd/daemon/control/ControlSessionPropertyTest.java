package io.vtepd.daemon.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import io.vtepd.ovsdb.rpc.JsonRpcEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Spoiled requests to a control socket: those that came before are answered, nothing else happens
 * than answers or the end, in whatever pieces all of it comes, and no other session cares.
 */
class ControlSessionPropertyTest {

  private static final int ROUNDS = 500;
  private static final JsonLimits LIMITS = new JsonLimits(1_000, 8);

  private final long seed = Long.getLong("vtepd.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final CommandRegistry commands =
      new CommandRegistry(
          List.of(Command.immediate("say", "WORD...", 1, 3, words -> String.join(" ", words))));

  /** What a session has answered, and whether it goes on. */
  private record Outcome(String answers, boolean open) {}

  private Outcome run(byte[] input, int most) {
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new JsonRpcDecoder(LIMITS), new JsonRpcEncoder(), new ControlSession(commands));
    StringBuilder answers = new StringBuilder();
    for (int at = 0; at < input.length && channel.isOpen(); ) {
      int length = Math.min(input.length - at, 1 + random.nextInt(most));
      channel.writeInbound(Unpooled.copiedBuffer(input, at, length));
      at += length;
      channel.runPendingTasks();
    }
    // Throws what reached the end of the pipeline.
    channel.checkException();
    boolean open = channel.isOpen();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      answers.append(out.toString(StandardCharsets.UTF_8));
      out.release();
    }
    channel.finishAndReleaseAll();
    return new Outcome(answers.toString(), open);
  }

  private static String request(int id) {
    return "{\"method\":\"say\",\"params\":[\"word\",\"%d\"],\"id\":%d}".formatted(id, id);
  }

  private static String answer(int id) {
    return "{\"id\":%d,\"result\":\"word %d\\n\",\"error\":null}".formatted(id, id);
  }

  /** The same with one byte changed, left out or put in from a place on. */
  private byte[] spoiled(String text, int from) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = from + random.nextInt(bytes.length - from);
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    if (random.nextBoolean()) {
      rest[0] = (byte) random.nextInt();
    }
    int skip = random.nextInt(2);
    byte[] all = Arrays.copyOf(bytes, at + rest.length - skip);
    System.arraycopy(rest, skip, all, at, rest.length - skip);
    return all;
  }

  @Test
  void whatIsSpoiledCostsItsOwnSessionAtMost() {
    for (int round = 0; round < ROUNDS; round++) {
      int good = random.nextInt(3);
      StringBuilder text = new StringBuilder();
      StringBuilder expected = new StringBuilder();
      for (int id = 0; id < 4; id++) {
        text.append(request(id));
        expected.append(id < good ? answer(id) : "");
      }
      int from = request(0).length() * good;
      byte[] input = spoiled(text.toString(), from);
      Outcome whole = run(input, input.length);
      Outcome pieces = run(input, 1);
      assertThat(pieces.open()).as("seed %d round %d", seed, round).isEqualTo(whole.open());
      // The end may overtake answers when all comes at once.
      assertThat(pieces.answers())
          .as("seed %d round %d", seed, round)
          .startsWith(whole.answers())
          .startsWith(expected.toString());
    }
    assertThat(run(request(9).getBytes(StandardCharsets.UTF_8), 5))
        .isEqualTo(new Outcome(answer(9), true));
  }

  @Test
  void giantAndDeepOnesEndTheirSession() {
    for (String text :
        List.of(
            "{\"method\":\"say\",\"params\":[\"" + "x".repeat(2_000) + "\"],\"id\":0}",
            "[".repeat(20),
            "{\"method\":\"say\",\"params\":[[[[[[[[[[1]]]]]]]]]],\"id\":0}")) {
      byte[] input = (request(1) + text).getBytes(StandardCharsets.UTF_8);
      assertThat(run(input, 1)).isEqualTo(new Outcome(answer(1), false));
    }
  }
}
