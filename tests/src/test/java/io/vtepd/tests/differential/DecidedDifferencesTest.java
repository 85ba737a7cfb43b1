package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where ours answers otherwise than the original, on purpose: each row of {@code DIFFERENCES.md}
 * has its test here. The original is asked, too, where it survives the question.
 */
@Tag("system")
class DecidedDifferencesTest {

  private static final String CONVERTIBLE =
      "{'name':'convertible','tables':{'T':{'columns':{"
          + "'few':{'type':{'key':'integer','min':0,'max':3}}}}}}";

  private static final String LINKED =
      "{'name':'linked','tables':{"
          + "'Root':{'isRoot':true,'columns':{'name':{'type':'string'},"
          + "'parts':{'type':{'key':{'type':'uuid','refTable':'Part'},"
          + "'min':0,'max':'unlimited'}},"
          + "'hints':{'type':{'key':{'type':'uuid','refTable':'Part','refType':'weak'},"
          + "'min':0,'max':'unlimited'}}}},"
          + "'Part':{'columns':{'name':{'type':'string'}}}}}";

  private static final String TOLD =
      "{'name':'told','tables':{'T':{'columns':{'first':{'type':'string'}}}}}";

  private static ServerPair servers;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    servers =
        ServerPair.create(
            folder,
            List.of(Resources.schema("decided"), json(CONVERTIBLE), json(LINKED), json(TOLD)));
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  private static Json json(String text) throws IOException {
    return JsonReader.parse(text.replace('\'', '"'));
  }

  /** The reply to a request, after which the connection ends. */
  private static Json.Obj ask(OvsdbProcess server, String method, String params)
      throws IOException {
    try (JsonRpcPeer peer = server.connect()) {
      return ask(peer, method, params);
    }
  }

  private static Json.Obj ask(JsonRpcPeer peer, String method, String params) throws IOException {
    return peer.call(method, ((Json.Arr) json(params)).elements().toArray(Json[]::new));
  }

  /** The results of a transaction on the database {@code decided}, as text. */
  private static String transact(OvsdbProcess server, String... operations) throws IOException {
    String params = "['decided'," + String.join(",", operations) + "]";
    return text(ask(server, "transact", params).get("result").orElseThrow());
  }

  private static String text(Json json) {
    return Normal.of(json).toText().replace('"', '\'');
  }

  private static String insert(String table, String row) {
    return "{'op':'insert','table':'" + table + "','row':" + row + "}";
  }

  private static String insert(String table, String uuid, String row) {
    return insert(table, row).replace("'row':", "'uuid':'" + uuid + "','row':");
  }

  /** A row with that integer, multiplied by another one, and what it is then. */
  private static String product(OvsdbProcess server, String integer, String factor)
      throws IOException {
    String where = "'where':[['name','==','" + integer + "*" + factor + "']]";
    return transact(
        server,
        insert("Number", "{'name':'" + integer + "*" + factor + "','i':" + integer + "}"),
        "{'op':'mutate','table':'Number'," + where + ",'mutations':[['i','*='," + factor + "]]}",
        "{'op':'select','table':'Number'," + where + ",'columns':['i']}");
  }

  @Test
  void everyDifferenceIsTested() throws IOException {
    Path table =
        Path.of("src/test/java", getClass().getPackageName().replace('.', '/'), "DIFFERENCES.md");
    List<String> listed =
        Files.readAllLines(table).stream()
            .map(line -> line.split("\\|"))
            .filter(cells -> cells.length > 2)
            .map(cells -> cells[1].strip())
            .skip(2)
            .toList();
    List<String> tests =
        Stream.of(getClass().getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .filter(name -> !name.equals("everyDifferenceIsTested"))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(tests);
  }

  @Test
  void zeroTimesANegativeIntegerIsZero() throws IOException {
    assertThat(product(servers.ours(), "-5", "0")).endsWith("{'rows':[{'i':0}]}]");
  }

  @Test
  void productsThatFitAreNoRangeErrors() throws IOException {
    assertThat(product(servers.ours(), "9223372036854775807", "1"))
        .endsWith("{'rows':[{'i':9223372036854775807}]}]");
    assertThat(product(servers.ours(), "2147483648", "4294967295"))
        .endsWith("{'rows':[{'i':9223372034707292160}]}]");
    assertThat(product(servers.original(), "9223372036854775807", "1")).contains("range error");
    assertThat(product(servers.original(), "2147483648", "4294967295")).contains("range error");
  }

  @Test
  void productsThatDoNotFitAreRangeErrors() throws IOException {
    assertThat(product(servers.ours(), "-9223372036854775808", "-1")).contains("range error");
    assertThat(product(servers.ours(), "-3037000500", "-3037000500")).contains("range error");
    assertThat(product(servers.original(), "-9223372036854775808", "-1"))
        .doesNotContain("range error");
  }

  @Test
  void conditionsMayBeAboutColumnsThatAreNotMonitored() throws IOException {
    try (JsonRpcPeer first = servers.ours().connect();
        JsonRpcPeer second = servers.ours().connect()) {
      String request = "['decided','m',{'Number':[{'columns':['name']}]}]";
      ask(first, "monitor_cond", request);
      ask(second, "monitor_cond", request);
      String uuid = "00000000-0000-0000-0000-00000000000a";
      String change = "['m','m',{'Number':[{'where':[['_uuid','==',['uuid','" + uuid + "']]]}]}]";
      ask(second, "monitor_cond_change", change);
      transact(servers.ours(), insert("Number", uuid, "{'name':'seen by both'}"));
      transact(servers.ours(), insert("Number", "{'name':'seen by the first'}"));
      assertThat(second.callAndCollect("list_dbs")).hasSize(2);
      assertThat(first.callAndCollect("list_dbs")).hasSize(3);
    }
  }

  @Test
  void danglingKeyOfAPairOfWeakReferencesTakesThePairAlong() throws IOException {
    String there = "['uuid','00000000-0000-0000-0000-00000000000b']";
    String nowhere = "['uuid','99999999-9999-9999-9999-999999999999']";
    transact(
        servers.ours(),
        insert("Number", "00000000-0000-0000-0000-00000000000b", "{'name':'there'}"),
        insert(
            "Weak",
            "{'pairs':['map',[[" + nowhere + "," + there + "],[" + there + "," + there + "]]]}"));
    assertThat(
            transact(
                servers.ours(), "{'op':'select','table':'Weak','where':[],'columns':['pairs']}"))
        .isEqualTo("[{'rows':[{'pairs':['map',[[" + there + "," + there + "]]]}]}]");
  }

  @Test
  void rowsOfTwoTablesWithOneUuidAreTwoRows() throws IOException {
    String uuid = "00000000-0000-0000-0000-00000000000c";
    String owner = insert("Owner", uuid, "{'thing':['uuid','" + uuid + "']}");
    String thing = insert("Thing", uuid, "{'name':'referenced'}");
    String select = "{'op':'select','table':'Thing','where':[],'columns':['name']}";
    transact(servers.ours(), owner, thing);
    transact(servers.original(), owner, thing);
    assertThat(transact(servers.ours(), select)).contains("referenced");
    assertThat(transact(servers.original(), select)).doesNotContain("referenced");
  }

  @Test
  void changeWithMoreElementsThanTheColumnHoldsSurvivesARestart() throws IOException {
    String where = "'where':[['name','==','all change']]";
    String select = "{'op':'select','table':'Number'," + where + ",'columns':['few']}";
    for (OvsdbProcess server : List.of(servers.ours(), servers.original())) {
      transact(server, insert("Number", "{'name':'all change','few':['set',[1,2,3]]}"));
      transact(
          server, "{'op':'update','table':'Number'," + where + ",'row':{'few':['set',[4,5,6]]}}");
      server.kill();
      server.startAgain();
    }
    assertThat(transact(servers.ours(), select)).contains("['set',[4,5,6]]");
    assertThat(transact(servers.original(), select)).contains("['set',[1,2,3]]");
  }

  @Test
  void changeOfADefaultThatIsNotEmptySurvivesARestart() throws IOException {
    String where = "'where':[['name','==','some']]";
    String select = "{'op':'select','table':'Number'," + where + ",'columns':['some']}";
    for (OvsdbProcess server : List.of(servers.ours(), servers.original())) {
      transact(server, insert("Number", "{'name':'some'}"));
      transact(server, "{'op':'update','table':'Number'," + where + ",'row':{'some':7}}");
      server.kill();
      server.startAgain();
    }
    assertThat(transact(servers.ours(), select)).isEqualTo("[{'rows':[{'some':7}]}]");
    assertThat(transact(servers.original(), select)).contains("['set',[0,7]]");
  }

  @Test
  void ephemeralColumnThatMayNotHoldItsDefaultIsStored() throws IOException {
    String select = "{'op':'select','table':'Fleeting','where':[],'columns':['name']}";
    for (OvsdbProcess server : List.of(servers.ours(), servers.original())) {
      transact(
          server,
          insert("Number", "{'name':'fleeting'}").replace("'row':", "'uuid-name':'n','row':"),
          insert("Fleeting", "{'name':'kept','number':['named-uuid','n']}"));
      server.kill();
      server.startAgain();
    }
    assertThat(transact(servers.ours(), select)).contains("kept");
    assertThat(transact(servers.original(), select)).isEqualTo("[{'rows':[]}]");
  }

  @Test
  void conversionThatFailsChangesNothing() throws IOException {
    String select = "['convertible',{'op':'select','table':'T','where':[],'columns':['few']}]";
    ask(
        servers.ours(),
        "transact",
        "['convertible'," + insert("T", "{'few':['set',[1,2,3]]}") + "]");
    String narrow = CONVERTIBLE.replace("'max':3", "'max':1");
    assertThat(ask(servers.ours(), "convert", "['convertible'," + narrow + "]").get("error"))
        .map(DecidedDifferencesTest::text)
        .contains("{'error':'syntax error'}");
    assertThat(text(ask(servers.ours(), "transact", select))).contains("['set',[1,2,3]]");
  }

  @Test
  void conversionCarriesReferencesOver() throws IOException {
    String p = "00000000-0000-0000-0000-0000000000a";
    String one = "['uuid','" + p + "1']";
    String two = "['uuid','" + p + "2']";
    String all =
        "['linked',"
            + "{'op':'select','table':'Root','where':[],'columns':['parts','hints']},"
            + "{'op':'select','table':'Part','where':[],'columns':['name']}]";
    String fill =
        insert("Part", p + "1", "{'name':'one'}")
            + ","
            + insert("Part", p + "2", "{'name':'two'}")
            + ","
            + insert("Root", "{'parts':['set',[" + one + "," + two + "]],'hints':" + one + "}");
    ask(servers.ours(), "transact", "['linked'," + fill + "]");
    String before = text(ask(servers.ours(), "transact", all));
    // A strong reference may not lead to a table that is no more.
    String cut = LINKED.replace(",'Part':{'columns':{'name':{'type':'string'}}}", "");
    assertThat(text(ask(servers.ours(), "convert", "['linked'," + cut + "]")))
        .contains("'error':{'error':");
    assertThat(text(ask(servers.ours(), "transact", all))).isEqualTo(before);
    String more = LINKED.replace("'hints':", "'added':{'type':'integer'},'hints':");
    assertThat(ask(servers.ours(), "convert", "['linked'," + more + "]").get("error"))
        .contains(Json.ofNull());
    assertThat(text(ask(servers.ours(), "transact", all))).isEqualTo(before);
    servers.ours().kill();
    servers.ours().startAgain();
    assertThat(text(ask(servers.ours(), "transact", all))).isEqualTo(before);
    String refused = "['linked',{'op':'delete','table':'Part','where':[]}]";
    assertThat(text(ask(servers.ours(), "transact", refused)))
        .contains("referential integrity violation");
    String drop =
        "['linked',{'op':'mutate','table':'Root','where':[],'mutations':[['parts','delete',"
            + one
            + "]]}]";
    ask(servers.ours(), "transact", drop);
    assertThat(text(ask(servers.ours(), "transact", all)))
        .contains("{'rows':[{'hints':['set',[]],'parts':" + two + "}]}", "[{'name':'two'}]");
  }

  @Test
  void defaultOfAnAddedColumnDoesNotStandInTheWayOfLaterConversions() throws IOException {
    String added =
        CONVERTIBLE.replace(
            "'few':", "'word':{'type':{'key':{'type':'string','minLength':1}}},'few':");
    for (OvsdbProcess server : List.of(servers.ours(), servers.original())) {
      ask(server, "transact", "['convertible'," + insert("T", "{}") + "]");
      Json error = ask(server, "convert", "['convertible'," + added + "]").get("error").get();
      assertThat(error).isEqualTo(Json.ofNull());
    }
    assertThat(ask(servers.ours(), "convert", "['convertible'," + added + "]").get("error"))
        .contains(Json.ofNull());
    assertThat(ask(servers.original(), "convert", "['convertible'," + added + "]").get("error"))
        .map(DecidedDifferencesTest::text)
        .contains("{'error':'constraint violation'}");
  }

  @Test
  void schemaThatAConversionBroughtIsToldInServer() throws IOException {
    String converted = TOLD.replace("'first':", "'second':{'type':'string'},'first':");
    String select =
        "['_Server',{'op':'select','table':'Database','where':[['name','==','told']],"
            + "'columns':['schema']}]";
    for (OvsdbProcess server : List.of(servers.ours(), servers.original())) {
      assertThat(ask(server, "convert", "['told'," + converted + "]").get("error"))
          .contains(Json.ofNull());
    }
    assertThat(text(ask(servers.ours(), "transact", select))).contains("second");
    assertThat(text(ask(servers.original(), "transact", select)))
        .contains("first")
        .doesNotContain("second");
  }

  @Test
  void monitorWithoutRequestsIsASyntaxError() throws IOException {
    for (String params : List.of("[]", "['decided']", "['decided','m']")) {
      assertThat(ask(servers.ours(), "monitor", params).get("error"))
          .map(DecidedDifferencesTest::text)
          .contains("{'error':'syntax error'}");
    }
  }

  @Test
  void changeWithoutWhereKeepsTheCondition() throws IOException {
    try (JsonRpcPeer peer = servers.ours().connect()) {
      ask(peer, "monitor_cond", "['decided','m',{'Number':[{'where':[false]}]}]");
      assertThat(ask(peer, "monitor_cond_change", "['m','m',{'Number':[{}]}]").get("result"))
          .contains(Json.emptyObject());
      transact(servers.ours(), insert("Number", "{'name':'not seen'}"));
      assertThat(peer.callAndCollect("list_dbs")).hasSize(1);
    }
  }

  @Test
  void changeOfConditionsWithAFaultChangesNone() throws IOException {
    try (JsonRpcPeer peer = servers.ours().connect()) {
      String never = "[{'where':[false]}]";
      ask(
          peer,
          "monitor_cond",
          "['decided','m',{'Number':" + never + ",'Weak':" + never + ",'Owner':" + never + "}]");
      String always = "[{'where':[true]}]";
      String change =
          "['m','m',{'Number':"
              + always
              + ",'Weak':[{'where':[['nothing','==',1]]}],'Owner':"
              + always
              + "}]";
      assertThat(ask(peer, "monitor_cond_change", change).get("error"))
          .map(DecidedDifferencesTest::text)
          .contains("{'error':'unknown column'}");
      transact(
          servers.ours(),
          insert("Number", "{'name':'not seen'}"),
          insert("Owner", "{'name':'not seen'}"));
      assertThat(peer.callAndCollect("list_dbs")).hasSize(1);
    }
  }

  @Test
  void waiterThatGivesUpChangesNothingForTheOwner() throws IOException {
    for (OvsdbProcess server : List.of(servers.ours(), servers.original())) {
      try (JsonRpcPeer owner = server.connect();
          JsonRpcPeer waiter = server.connect()) {
        ask(owner, "lock", "['once']");
        ask(waiter, "lock", "['once']");
        ask(waiter, "unlock", "['once']");
        int more = server == servers.original() ? 1 : 0;
        assertThat(owner.callAndCollect("list_dbs")).hasSize(1 + more);
      }
    }
  }

  @Test
  void integersBeyond64BitsAreReals() throws IOException {
    assertThat(echo(servers.ours(), "[18446744073709551616]")).contains("[1.84467440737096e+19]");
    assertThat(echo(servers.original(), "[18446744073709551616]")).contains("[0]");
  }

  @Test
  void subnormalRealsAreReals() throws IOException {
    assertThat(echo(servers.ours(), "[1e-308]")).contains("[1e-308]");
    assertThat(echo(servers.original(), "[1e-308]")).isEmpty();
  }

  @Test
  void greatestRealCanBeReadBack() throws IOException {
    assertThat(echo(servers.ours(), "[1.7976931348623157e308]"))
        .contains("[1.7976931348623157e+308]");
  }

  @Test
  void largeWholeRealsAreToldExactly() throws IOException {
    String insert = insert("Number", "{'name':'large','r':123456789012345680}");
    String select =
        "{'op':'select','table':'Number','where':[['name','==','large']],'columns':['r']}";
    assertThat(transact(servers.ours(), insert, select)).contains("{'r':123456789012345680}");
    assertThat(transact(servers.original(), insert, select)).contains("{'r':123456789012346000}");
  }

  @Test
  void exponentsOfAnyLengthAreRead() throws IOException {
    for (String number : List.of("0e99999999999", "1e-99999999999")) {
      assertThat(echo(servers.ours(), "[" + number + "]")).contains("[0]");
      assertThat(echo(servers.original(), "[" + number + "]")).isEmpty();
    }
  }

  @Test
  void numberOfOverAThousandCharactersEndsTheConnection() throws IOException {
    String number = "[0." + "1".repeat(999) + "]";
    assertThat(echo(servers.ours(), number)).isEmpty();
    assertThat(echo(servers.original(), number)).contains("[0.111111111111111]");
  }

  @Test
  void answerToAnEchoMayBeEmpty() throws IOException {
    for (String answer :
        List.of("{\"id\":\"echo\"}", "{\"id\":\"echo\",\"result\":null,\"error\":null}")) {
      byte[] bytes = (answer + echoRequest("[]")).getBytes(StandardCharsets.UTF_8);
      assertThat(answer(servers.ours(), bytes)).contains("[]");
      assertThat(answer(servers.original(), bytes)).isEmpty();
    }
  }

  @Test
  void halfOfASurrogatePairEndsTheConnection() throws IOException {
    assertThat(echo(servers.ours(), "[\"\\udc00\"]")).isEmpty();
  }

  @Test
  void stringThatIsNoUtf8EndsTheConnection() throws IOException {
    byte[] message = echoRequest("[\"\u00ff\"]").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(answer(servers.ours(), message)).isEmpty();
  }

  @Test
  void nulBetweenTokensEndsTheConnection() throws IOException {
    byte[] message = echoRequest("[]").replace("}", "\0}").getBytes(StandardCharsets.UTF_8);
    assertThat(answer(servers.ours(), message)).isEmpty();
    assertThat(answer(servers.original(), message)).contains("[]");
  }

  private static String echoRequest(String params) {
    return "{\"method\":\"echo\",\"params\":" + params + ",\"id\":1}";
  }

  private static Optional<String> echo(OvsdbProcess server, String params) throws IOException {
    return answer(server, echoRequest(params).getBytes(StandardCharsets.UTF_8));
  }

  /** The result of a request whose id is 1, or nothing if the server hangs up instead. */
  private static Optional<String> answer(OvsdbProcess server, byte[] request) throws IOException {
    try (Wire wire = new Wire(server.socket())) {
      wire.send(request);
      wire.readUntil(Json.of(1));
      return wire.received().stream()
          .map(message -> ((Json.Obj) message).get("result").orElseThrow().toText())
          .findFirst();
    }
  }
}
