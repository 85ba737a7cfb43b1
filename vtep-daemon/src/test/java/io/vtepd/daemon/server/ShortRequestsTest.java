package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortRequestsTest {

  private static JsonRpcMessage transact(String operations) throws JsonSyntaxException {
    Json.Arr params = (Json.Arr) JsonReader.parse("['db'".replace('\'', '"') + operations + "]");
    return new JsonRpcMessage.Request("transact", params, Json.of(1));
  }

  private static boolean isShort(JsonRpcMessage... messages) {
    return ShortRequests.isShort(new RequestBatch(List.of(messages), 100, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",{\"op\":\"insert\",\"table\":\"t\",\"row\":{}}",
        ",{\"op\":\"comment\",\"comment\":\"x\"},{\"op\":\"assert\",\"lock\":\"l\"}",
        ",{\"op\":\"abort\"}",
        ",7,{\"op\":8},{}",
      })
  void operationsThatLookAtNoOtherRowsAreShort(String operations) throws Exception {
    assertThat(isShort(transact(operations))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"select", "update", "mutate", "delete", "wait", "commit"})
  void operationsThatMayLookAtEveryRowOrWaitAreLong(String name) throws Exception {
    assertThat(isShort(transact(",{\"op\":\"insert\"},{\"op\":\"" + name + "\"}"))).isFalse();
  }

  private static String onRow(String name, String where, String row) {
    return ",{\"op\":\"%s\",\"table\":\"t\",\"where\":%s,\"row\":%s}"
        .formatted(name, where, row)
        .replace('\'', '"');
  }

  @Test
  void aRowThatIsNamedIsReadAndGivenPlainValuesInShortTime() throws Exception {
    String named = "[['_uuid','==',['uuid','u']]]";
    assertThat(isShort(transact(onRow("select", named, "{}")))).isTrue();
    assertThat(isShort(transact(onRow("update", named, "{'a':'x','b':1,'c':true}")))).isTrue();
    assertThat(isShort(transact(onRow("update", named, "{'a':['uuid','v']}")))).isFalse();
    assertThat(isShort(transact(onRow("update", named, "{'a':'x','b':['set',[]]}")))).isFalse();
    assertThat(isShort(transact(onRow("update", named, "7")))).isFalse();
    assertThat(isShort(transact(onRow("delete", named, "{}"))))
        .as("others may go with it")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[true]",
        "7",
        "[['name','==','x']]",
        "[['_uuid','!=',['uuid','u']]]",
        "[['_uuid','==','u']]",
        "[['_uuid','==',['uuid','u']],['name','==','x']]"
      })
  void aConditionThatNamesNoRowIsLong(String where) throws Exception {
    assertThat(isShort(transact(onRow("select", where, "{}")))).isFalse();
    assertThat(isShort(transact(onRow("update", where, "{'a':1}")))).isFalse();
  }

  @Test
  void otherRequestsAreLong() {
    assertThat(isShort(new JsonRpcMessage.Request("monitor", Json.array(), Json.of(1)))).isFalse();
    assertThat(isShort(new JsonRpcMessage.Notification("cancel", Json.array()))).isFalse();
  }

  @Test
  void muchInputIsLong() throws Exception {
    JsonRpcMessage one = transact(",{\"op\":\"insert\"}");
    assertThat(ShortRequests.isShort(new RequestBatch(Collections.nCopies(65, one), 100, 0)))
        .isFalse();
    assertThat(ShortRequests.isShort(new RequestBatch(List.of(one), 30_000, 0))).isFalse();
  }
}
