package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.JsonRpcPeer;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Our server, a client of it that minds its own business, and what the server held before somebody
 * else misbehaved.
 */
final class BesiegedServer implements AutoCloseable {

  static final String DATABASE = "siege";

  /** Metaspace, compiled code and buffers grow with what was never done before. */
  private static final long HEAP_SLACK_KB = 16 << 10;

  private static final int DESCRIPTOR_SLACK = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OWN = "the bystander's";
  private static final String SCHEMA =
      """
      {"name": "siege", "version": "1.0.0", "tables": {
        "Row": {"columns": {"n": {"type": "integer"}, "text": {"type": "string"}}}}}
      """;

  private final OvsdbProcess process;
  private final JsonRpcPeer bystander;
  private final long descriptors;
  private final long heapKb;

  private BesiegedServer(OvsdbProcess process) throws IOException {
    this.process = process;
    this.bystander = process.connect();
    serveBystander();
    // Who has looked whether it serves may not have left yet.
    Awaitility.await("one session").atMost(PATIENCE).until(() -> held("sessions") == 1);
    this.heapKb = heapKb();
    this.descriptors = descriptors();
  }

  static BesiegedServer start(Path folder, String... options) throws IOException {
    OvsdbProcess process =
        OvsdbProcess.create(Maker.OURS, folder, JsonReader.parse(SCHEMA), options);
    return new BesiegedServer(process);
  }

  JsonRpcPeer connect() throws IOException {
    return process.connect();
  }

  Path socket() {
    return process.socket();
  }

  String log() throws IOException {
    return Files.readString(process.log());
  }

  /** One transaction of the client that minds its own business; it must be answered. */
  void serveBystander() throws IOException {
    Json.Obj reply = bystander.call("transact", Json.of(DATABASE), insert(OWN), delete(OWN));
    assertThat(reply.get("error")).contains(Json.ofNull());
  }

  static Json.Obj insert(String text) {
    return new Json.Obj(
        Map.of(
            "op", Json.of("insert"),
            "table", Json.of("Row"),
            "row", new Json.Obj(Map.of("n", Json.of(1), "text", Json.of(text)))));
  }

  /** Deletes all rows. */
  static Json.Obj delete() {
    return deleteWhere(Json.array());
  }

  private static Json.Obj delete(String text) {
    return deleteWhere(Json.array(Json.array(Json.of("text"), Json.of("=="), Json.of(text))));
  }

  private static Json.Obj deleteWhere(Json where) {
    return new Json.Obj(Map.of("op", Json.of("delete"), "table", Json.of("Row"), "where", where));
  }

  /** A number of {@code memory/show}, such as of sessions. */
  long held(String what) throws IOException {
    String shown =
        Commands.run("ovs-appctl", "-t", process.controlSocket().toString(), "memory/show");
    return Stream.of(shown.strip().split(" ", -1))
        .filter(pair -> pair.startsWith(what + ":"))
        .map(pair -> Long.parseLong(pair.substring(what.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException(what + " is not in " + shown));
  }

  /** What {@code coverage/read-counter} tells, such as of sessions that were cut. */
  long counted(String what) throws IOException {
    return Long.parseLong(
        Commands.run(
                "ovs-appctl",
                "-t",
                process.controlSocket().toString(),
                "coverage/read-counter",
                what)
            .strip());
  }

  /** What lives on the heap after a collection. */
  long heapKb() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd");
    Commands.run(jcmd.toString(), Long.toString(process.pid()), "GC.run");
    return held("heap-used-kb");
  }

  private long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
      return open.count();
    }
  }

  /** Waits until the server holds no more than before; its client was served all the time. */
  void assertRecovered() throws IOException {
    serveBystander();
    assertThat(process.isAlive()).isTrue();
    Awaitility.await("what the server holds")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> {
          assertThat(held("sessions")).isEqualTo(1);
          assertThat(held("monitors")).isZero();
          assertThat(held("triggers")).isZero();
          assertThat(descriptors()).isLessThanOrEqualTo(descriptors + DESCRIPTOR_SLACK);
        });
    Awaitility.await("the heap")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(heapKb()).isLessThanOrEqualTo(heapKb + HEAP_SLACK_KB));
    serveBystander();
  }

  /** Waits for words in the log. */
  void awaitLog(String words) {
    Awaitility.await(words).atMost(PATIENCE).untilAsserted(() -> assertThat(log()).contains(words));
  }

  @Override
  public void close() throws IOException {
    bystander.close();
    process.close();
  }
}
