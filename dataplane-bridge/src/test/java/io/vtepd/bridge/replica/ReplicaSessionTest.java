package io.vtepd.bridge.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.ChangeSet;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.tls.stream.CloseReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One connection, message by message, the test being the server. */
class ReplicaSessionTest implements ReplicaSession.Events {

  private static final String SCHEMA =
      "{\"name\":\"db\",\"tables\":{\"T\":{\"columns\":{\"n\":{\"type\":\"integer\"}}}}}";
  private static final String ROW = "00000000-0000-4000-8000-000000000001";
  private static final String OTHER = "00000000-0000-4000-8000-000000000002";
  private static final String ZERO = "00000000-0000-0000-0000-000000000000";
  private static final String TRANSACTION = "11111111-2222-4333-8444-555555555555";

  private final DatabaseSchema schema = schema();
  private final List<Snapshot> contents = new ArrayList<>();
  private final List<Optional<ChangeSet>> resumed = new ArrayList<>();
  private Optional<Known> known = Optional.empty();
  private Optional<Standing> standing = Optional.empty();
  private EmbeddedChannel channel = new EmbeddedChannel();

  private static DatabaseSchema schema() {
    try {
      return SchemaJson.parse(JsonReader.parse(SCHEMA));
    } catch (JsonSyntaxException | OvsdbException e) {
      throw new IllegalStateException(e);
    }
  }

  private void connect() {
    channel = new EmbeddedChannel();
    ReplicaSession session =
        new ReplicaSession(channel, new Selection.Whole(schema), known, standing, this);
    channel.pipeline().addLast(session);
    channel.pipeline().fireChannelActive();
  }

  private static Json json(String text) {
    try {
      return JsonReader.parse(text);
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The request that was sent, which must be of that method, is answered. */
  private Json.Arr answer(String method, String result) {
    JsonRpcMessage.Request request = next(method);
    channel.writeInbound(new JsonRpcMessage.Reply(json(result), request.id()));
    return request.params();
  }

  private void refuse(String method, String error) {
    channel.writeInbound(new JsonRpcMessage.ErrorReply(Json.of(error), next(method).id()));
  }

  private JsonRpcMessage.Request next(String method) {
    JsonRpcMessage.Request request = channel.readOutbound();
    assertThat(request.method()).isEqualTo(method);
    return request;
  }

  private static String server(boolean leader, int index) {
    return ("{'Database':{'%s':{'new':{'name':'db','model':'clustered','connected':true,"
            + "'leader':%s,'cid':['uuid','%s'],'index':%d}}}}")
        .formatted(ROW, leader, OTHER, index)
        .replace('\'', '"');
  }

  private static String initial(String uuid, int n) {
    return ("{'T':{'" + uuid + "':{'initial':{'n':" + n + "}}}}").replace('\'', '"');
  }

  private int rowCount() {
    return contents.getLast().rows(schema.requireTable("T")).size();
  }

  private void sync(int index) {
    connect();
    answer("monitor", server(true, index));
    answer("get_schema", SCHEMA);
    answer("monitor_cond_since", "[false,\"" + TRANSACTION + "\"," + initial(ROW, 1) + "]");
  }

  @Override
  public void onContents(Snapshot now, Optional<ChangeSet> sinceKnown) {
    contents.add(now);
    resumed.add(sinceKnown);
  }

  @Override
  public void onUpdate(Snapshot now, ChangeSet changes) {
    contents.add(now);
  }

  @Override
  public void onOver(ReplicaSession over) {
    known = over.known();
    standing = over.standing();
  }

  @Test
  void theNextConnectionAsksForWhatIsNewOnly() {
    sync(1);
    assertThat(resumed).containsExactly(Optional.empty());
    channel.close();
    connect();
    answer("monitor", server(true, 2));
    answer("get_schema", SCHEMA);
    Json.Arr asked =
        answer("monitor_cond_since", "[true,\"" + ZERO + "\"," + initial(OTHER, 2) + "]");
    assertThat(asked.get(3)).isEqualTo(Json.of(TRANSACTION));
    assertThat(rowCount()).isEqualTo(2);
    assertThat(resumed.getLast().orElseThrow().changes()).hasSize(1);
  }

  @Test
  void anUpdateMovesThePlaceToGoOnFrom() {
    sync(1);
    String later = TRANSACTION.replace('1', '9');
    channel.writeInbound(
        new JsonRpcMessage.Notification(
            "update3", (Json.Arr) json("[\"replica\",\"" + later + "\",{}]")));
    channel.close();
    assertThat(known.orElseThrow().lastTransaction()).hasToString(later);
    assertThat(contents).as("nothing changed").hasSize(1);
  }

  @Test
  void aServerThatGoesOnWhereNobodyWasIsLeft() {
    connect();
    answer("monitor", server(true, 1));
    answer("get_schema", SCHEMA);
    answer("monitor_cond_since", "[true,\"" + TRANSACTION + "\",{}]");
    assertThat(channel.isOpen()).isFalse();
    assertThat(contents).isEmpty();
  }

  @Test
  void anOldServerIsFollowedByWhatItKnows() {
    connect();
    refuse("monitor", "unknown database");
    answer("get_schema", SCHEMA);
    refuse("monitor_cond_since", "unknown method");
    refuse("monitor_cond", "unknown method");
    answer("monitor", "{\"T\":{\"" + ROW + "\":{\"new\":{\"n\":1}}}}");
    assertThat(rowCount()).isEqualTo(1);
    channel.writeInbound(
        new JsonRpcMessage.Notification(
            "update",
            (Json.Arr) json("[\"replica\",{\"T\":{\"" + ROW + "\":{\"old\":{\"n\":1}}}}]")));
    assertThat(rowCount()).isZero();
  }

  @Test
  void aMemberThatDoesNotLeadIsLeftBeforeAnythingElseIsAsked() {
    connect();
    answer("monitor", server(false, 1));
    assertThat(CloseReason.of(channel).orElseThrow()).contains("not the leader");
    assertThat(channel.<Object>readOutbound()).isNull();
  }

  @Test
  void aLeaderThatIsOneNoMoreIsLeft() {
    sync(7);
    Json.Arr update = (Json.Arr) json("[\"server\"," + server(false, 7) + "]");
    channel.writeInbound(new JsonRpcMessage.Notification("update", update));
    assertThat(channel.isOpen()).isFalse();
    connect();
    answer("monitor", server(true, 6));
    assertThat(CloseReason.of(channel).orElseThrow()).contains("lags behind");
  }
}
