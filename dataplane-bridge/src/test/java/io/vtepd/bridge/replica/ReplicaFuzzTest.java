package io.vtepd.bridge.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vtepd.ovsdb.json.JsonLimits;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.rpc.JsonRpcDecoder;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A server that says what no server should. */
class ReplicaFuzzTest {

  private static final int ROUNDS = 20_000;
  private static final String ROW = "00000000-0000-4000-8000-000000000001";
  private static final String SCHEMA =
      "{'name':'db','tables':{'T':{'columns':{'n':{'type':'integer'},"
          + "'s':{'type':{'key':'string','min':0,'max':3}},"
          + "'m':{'type':{'key':'integer','value':'string','min':0,'max':'unlimited'}},"
          + "'r':{'type':{'key':{'type':'uuid','refTable':'T'},'min':0,'max':1}}}}}}";

  /** What a server says, in turn; the replies' ids are those that the replica gives. */
  private static final List<String> CONVERSATION =
      List.of(
          "{'id':'standing','error':null,'result':{'Database':{'%s':{'new':{'name':'db',"
              + "'model':'clustered','connected':true,'leader':true,'cid':['set',[]],'index':['set',[]]}}}}}",
          "{'id':'schema','error':null,'result':" + SCHEMA + "}",
          "{'id':'contents','error':null,'result':[false,'%s',{'T':{'%s':{'initial':{'n':1,"
              + "'s':['set',['a','b']],'m':['map',[[1,'x']]]}}}}]}",
          "{'id':null,'method':'update3','params':['replica','%s',{'T':{'%s':{'modify':{'n':2,"
              + "'s':['set',['b','c']],'m':['map',[[1,'y'],[2,'z']]]}}}}]}",
          "{'id':'e','method':'echo','params':[]}",
          "{'id':null,'method':'update','params':['server',{'Database':{'%s':{'new':{'name':'db',"
              + "'model':'clustered','connected':true,'leader':true,'cid':['set',[]],'index':2}}}}]}",
          "{'id':null,'method':'update3','params':['replica','%s',{'T':{'%s':{'delete':null}}}]}");

  private static final List<String> FRAGMENTS =
      List.of(
          "null",
          "[]",
          "{}",
          "-1",
          "1e300",
          "true",
          "'x'",
          "['set',[]]",
          "['map',[[1]]]",
          "['uuid','x']",
          "['named-uuid','x']",
          "99999999999999999999",
          "[[[[]]]]",
          "'replica'",
          "'" + ROW + "'",
          "{'T':{'x':{}}}",
          "{'T':{'" + ROW + "':{'modify':{'n':[]}}}}");

  private final DatabaseSchema schema = schema();
  private int synced;

  private static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(JsonReader.parse(SCHEMA.replace('\'', '"')));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Follower implements ReplicaSession.Events {
    @Override
    public void onContents(Snapshot contents, Optional<ChangeSet> sinceKnown) {
      synced++;
    }

    @Override
    public void onUpdate(Snapshot contents, ChangeSet changes) {
      assertThat(contents.schema()).isNotNull();
    }

    @Override
    public void onOver(ReplicaSession session) {}
  }

  /** The session in its place, whose own handler of exceptions would hide a bug. */
  private static final class Bare extends ChannelInboundHandlerAdapter {
    private final ReplicaSession session;

    Bare(ReplicaSession session) {
      this.session = session;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      session.channelActive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
      session.channelRead(context, message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) throws Exception {
      if (cause instanceof JsonSyntaxException) {
        session.exceptionCaught(context, cause);
      } else {
        context.fireExceptionCaught(cause);
      }
    }
  }

  @Test
  void whateverItSaysEndsTheSessionAtMost() {
    long seed = Long.getLong("vtepd.seed", System.nanoTime());
    System.out.println("ReplicaFuzzTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      List<String> said = conversation(random);
      EmbeddedChannel channel = new EmbeddedChannel();
      ReplicaSession session =
          new ReplicaSession(
              channel,
              new Selection.Whole(schema),
              Optional.empty(),
              Optional.empty(),
              new Follower());
      channel.pipeline().addLast(new JsonRpcDecoder(JsonLimits.DEFAULT), new Bare(session));
      channel.pipeline().fireChannelActive();
      try {
        for (String message : said) {
          if (channel.isOpen()) {
            channel.writeInbound(Unpooled.wrappedBuffer(message.getBytes(StandardCharsets.UTF_8)));
          }
        }
        channel.checkException();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("seed " + seed + " round " + round + ": " + said, e);
      } finally {
        channel.finishAndReleaseAll();
      }
    }
    assertThat(synced).as("sessions that got as far as contents").isGreaterThan(ROUNDS / 10);
  }

  private static List<String> conversation(Random random) {
    List<String> said = new ArrayList<>();
    for (String message : CONVERSATION) {
      String text = message.replace("%s", ROW);
      if (random.nextInt(6) == 0) {
        text = mutated(random, text);
      }
      said.add(text.replace('\'', '"'));
    }
    if (random.nextInt(8) == 0) {
      said.add(random.nextInt(said.size()), said.get(random.nextInt(said.size())));
    }
    return said;
  }

  /** Some value is replaced by another, or characters by others. */
  private static String mutated(Random random, String text) {
    if (random.nextBoolean()) {
      String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
      int colon = text.indexOf(':', random.nextInt(text.length()));
      int end = colon < 0 ? -1 : endOfValue(text, colon + 1);
      if (end > 0) {
        return text.substring(0, colon + 1) + fragment + text.substring(end);
      }
    }
    int at = random.nextInt(text.length());
    return text.substring(0, at)
        + (char) (' ' + random.nextInt(95))
        + text.substring(at + random.nextInt(2));
  }

  private static int endOfValue(String text, int from) {
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '[', '{' -> depth++;
        case ']', '}' -> {
          if (depth-- == 0) {
            return at;
          }
        }
        case ',' -> {
          if (depth == 0) {
            return at;
          }
        }
        default -> {}
      }
    }
    return -1;
  }
}
