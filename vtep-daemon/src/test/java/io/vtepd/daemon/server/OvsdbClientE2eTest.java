package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Open vSwitch's own clients against this server. */
@Tag("system")
class OvsdbClientE2eTest {

  private final ServerFixture fixture =
      new ServerFixture(ServerOptions.defaults(), 5_000, hardwareVtep(), new MemoryLog());
  private final String remote = "unix:" + fixture.socket();

  private static DatabaseSchema hardwareVtep() {
    try {
      return TestSchema.parse(Files.readString(Path.of("/usr/share/openvswitch/vtep.ovsschema")));
    } catch (IOException e) {
      throw new AssertionError("Open vSwitch's schemas are not installed", e);
    }
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command) + ": " + output).isZero();
    return output;
  }

  private String client(String command, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("ovsdb-client", "-t", "10", command, remote));
    line.addAll(List.of(arguments));
    return run(line.toArray(String[]::new));
  }

  private String vtepCtl(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("vtep-ctl", "-t", "10", "--db=" + remote));
    line.addAll(List.of(arguments));
    return run(line.toArray(String[]::new));
  }

  @Test
  void listsAndDescribes() throws Exception {
    assertThat(client("list-dbs").lines()).containsExactlyInAnyOrder("_Server", "hardware_vtep");
    assertThat(client("get-schema-version", "hardware_vtep")).matches("[0-9.]+");
    assertThat(client("get-schema", "hardware_vtep")).contains("Physical_Switch");
    assertThat(client("list-columns", "hardware_vtep", "Manager")).contains("is_connected");
    assertThat(client("dump", "_Server")).contains("hardware_vtep", "standalone");
    assertThat(client("needs-conversion", "/usr/share/openvswitch/vtep.ovsschema")).isEqualTo("no");
  }

  @Test
  void transactsAndQueries() throws Exception {
    assertThat(
            client(
                "transact",
                "[\"hardware_vtep\",{\"op\":\"insert\",\"table\":\"Global\",\"row\":{}}]"))
        .contains("\"uuid\"");
    assertThat(client("dump", "hardware_vtep", "Global")).contains("Global table");
    assertThat(
            client(
                "query",
                "[\"hardware_vtep\",{\"op\":\"select\",\"table\":\"Global\",\"where\":[]}]"))
        .contains("managers");
  }

  @Test
  void vtepCtlConfigures() throws Exception {
    vtepCtl("add-ps", "ps0");
    vtepCtl("add-port", "ps0", "p1");
    vtepCtl("add-ls", "web");
    vtepCtl("bind-ls", "ps0", "p1", "10", "web");
    vtepCtl("add-ucast-remote", "web", "00:11:22:33:44:55", "203.0.113.5");
    vtepCtl("add-mcast-remote", "web", "unknown-dst", "203.0.113.6");
    vtepCtl("set-manager", "tcp:192.0.2.1:6640");
    assertThat(vtepCtl("list-ports", "ps0")).isEqualTo("p1");
    assertThat(vtepCtl("list-bindings", "ps0", "p1")).contains("web");
    assertThat(vtepCtl("list-remote-macs", "web")).contains("00:11:22:33:44:55", "203.0.113.6");
    vtepCtl("clear-remote-macs", "web");
    vtepCtl("unbind-ls", "ps0", "p1", "10");
    vtepCtl("del-ls", "web");
    vtepCtl("del-ps", "ps0");
    assertThat(client("dump", "hardware_vtep", "Physical_Locator").lines()).hasSize(3);
  }

  @Test
  void waitsForDatabaseState() throws Exception {
    assertThat(client("wait", "hardware_vtep", "connected")).doesNotContain("ERR", "WARN");
  }

  @Test
  void monitorsInAllThreeWays() throws Exception {
    vtepCtl("add-ps", "ps0");
    for (String command : List.of("monitor", "monitor-cond", "monitor-cond-since")) {
      List<String> arguments = new ArrayList<>(List.of("hardware_vtep"));
      if (!command.equals("monitor")) {
        arguments.add("[[\"name\",\"==\",\"ps0\"]]");
      }
      arguments.addAll(List.of("Physical_Switch", "name"));
      Process process = start(command, arguments);
      try {
        var reader = process.inputReader(StandardCharsets.UTF_8);
        awaitLine(reader, "initial");
        vtepCtl("set", "Physical_Switch", "ps0", "name=ps1");
        awaitLine(reader, "ps1", "delete");
        vtepCtl("set", "Physical_Switch", "ps1", "name=ps0");
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }

  @Test
  void locksAndSteals() throws Exception {
    Process holder = start("lock", List.of("l"));
    try {
      awaitLine(holder.inputReader(StandardCharsets.UTF_8), "{\"locked\":true}");
      Process thief = start("steal", List.of("l"));
      try {
        awaitLine(thief.inputReader(StandardCharsets.UTF_8), "{\"locked\":true}");
        awaitLine(holder.inputReader(StandardCharsets.UTF_8), "stolen");
      } finally {
        thief.destroy();
        thief.waitFor();
      }
    } finally {
      holder.destroy();
      holder.waitFor();
    }
  }

  private Process start(String command, List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("ovsdb-client", "-t", "20", command, remote));
    line.addAll(arguments);
    return new ProcessBuilder(line).redirectErrorStream(true).start();
  }

  /** Reads up to a line with one of the words; the program's own time limit ends a vain search. */
  private static void awaitLine(java.io.BufferedReader reader, String... words) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      seen.append(line).append('\n');
      for (String word : words) {
        if (line.contains(word)) {
          return;
        }
      }
    }
    throw new AssertionError(String.join(" or ", words) + " is not in:\n" + seen);
  }
}
