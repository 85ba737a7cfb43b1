package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.tests.peer.JsonRpcPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of several faults both servers tell the same one. */
@Tag("system")
class OrderOfChecksDifferentialTest {

  private static final int REQUESTS = Seeds.requestsOrElse(3000);

  static LongStream seeds() {
    return Seeds.orElse(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void bothServersTellTheSameFault(long seed, @TempDir Path folder) throws Exception {
    System.out.println("differential order of checks -Dvtepd.seed=" + seed);
    Json.Obj schemaJson = Resources.schema("torture");
    DatabaseSchema schema = SchemaJson.parse(schemaJson);
    Faults faults = new Faults(new SplittableRandom(seed));
    Tally tally = new Tally();
    try (ServerPair servers = ServerPair.create(folder, List.of(schemaJson));
        JsonRpcPeer original = servers.original().connect();
        JsonRpcPeer ours = servers.ours().connect()) {
      for (JsonRpcPeer peer : List.of(original, ours)) {
        peer.call("lock", Json.of("mine"));
        restore(peer);
      }
      for (int i = 0; i < REQUESTS; i++) {
        List<Json> transaction = i % 3 > 0 ? faults.faulty() : faults.violating();
        Json expected = transact(original, transaction);
        tally.add(List.of(expected));
        assertThat(transact(ours, transaction))
            .as("request %d of seed %d: %s", i, seed, new Json.Arr(transaction).toText())
            .isEqualTo(expected);
        if (Tally.kind((Json.Obj) expected).equals("result")) {
          restore(original);
          restore(ours);
        }
      }
      System.out.println("  " + tally);
      assertThat(Contents.of(servers.ours(), schema))
          .isEqualTo(Contents.of(servers.original(), schema));
    }
  }

  private static Json transact(JsonRpcPeer peer, List<Json> operations) throws IOException {
    List<Json> params = new ArrayList<>(operations);
    params.addFirst(Json.of("torture"));
    return Normal.of(peer.call("transact", params.toArray(Json[]::new)));
  }

  /** Brings the rows back that the operations are about. */
  private static void restore(JsonRpcPeer peer) throws IOException {
    List<Json> deletes = new ArrayList<>();
    for (String table : List.of("Root", "Single", "Keyed", "Leaf")) {
      deletes.add(
          new Json.Obj(
              Map.of("op", Json.of("delete"), "table", Json.of(table), "where", Json.array())));
    }
    transact(peer, deletes);
    Json inserted = transact(peer, Faults.rows());
    assertThat(Tally.kind((Json.Obj) inserted)).isEqualTo("result");
  }
}
