package io.vtepd.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks whether what was committed is in the files, and whether either server reads both. */
final class FileExchange {

  private final ServerPair servers;
  private final Map<DatabaseSchema, Contents> expected;

  FileExchange(ServerPair servers, Map<DatabaseSchema, Contents> expected) {
    this.servers = servers;
    this.expected = expected;
  }

  /** Ends the original, kills ours, and reads their files in all ways. */
  void check(Path folder) throws IOException {
    checkOurs(folder);
    try (OvsdbProcess ours = serve(Maker.OURS, folder.resolve("swapped"), servers.original())) {
      compare(ours, "the original's files, served by ours");
    }
  }

  /** Ends the original, kills ours, and reads our files in all ways. */
  void checkOurs(Path folder) throws IOException {
    servers.ours().kill();
    servers.ours().startAgain();
    compare(servers.ours(), "ours after kill -9");
    servers.ours().kill();
    for (DatabaseSchema schema : expected.keySet()) {
      assertThat(Contents.of(file(servers.ours(), schema), schema))
          .as("ovsdb-tool query of our %s", schema.name())
          .isEqualTo(expected.get(schema));
    }
    servers.original().stop();
    try (OvsdbProcess theirs = serve(Maker.ORIGINAL, folder.resolve("swapped"), servers.ours())) {
      compare(theirs, "our files, served by the original");
    }
  }

  private OvsdbProcess serve(Maker maker, Path folder, OvsdbProcess writer) throws IOException {
    List<String> files =
        new ArrayList<>(expected.keySet().stream().map(s -> file(writer, s).toString()).toList());
    Path first = Path.of(files.removeFirst());
    return OvsdbProcess.serve(maker, folder, first, files.toArray(String[]::new));
  }

  private static Path file(OvsdbProcess server, DatabaseSchema schema) {
    return server.database().resolveSibling(schema.name() + ".db");
  }

  private void compare(OvsdbProcess server, String what) throws IOException {
    for (DatabaseSchema schema : expected.keySet()) {
      assertThat(Contents.of(server, schema))
          .as("%s: %s", schema.name(), what)
          .isEqualTo(expected.get(schema));
    }
  }
}
