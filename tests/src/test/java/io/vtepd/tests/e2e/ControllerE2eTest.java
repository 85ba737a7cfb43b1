package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code vtepd controller} over TLS: it dials one {@code vtepd run}, the other dials it. The VTEPs'
 * switches are in memory; what they learn is told by scripted frames.
 */
@Tag("system")
class ControllerE2eTest {

  private static final String STATION = "0a:00:00:00:00:01";
  private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

  @TempDir Path folder;

  private final Map<String, List<String>> keys = new HashMap<>();
  private Path networks;
  private int dialledPort;
  private int listenedPort;

  @BeforeEach
  void makeKeys() throws Exception {
    Pki pki = new Pki(folder.resolve("pki"), "lab");
    for (String peer : List.of("s1", "s2", "controller")) {
      keys.put(peer, pki.options(peer));
    }
    networks = folder.resolve("networks.json");
    List<Integer> ports = FreePorts.list(2);
    dialledPort = ports.get(0);
    listenedPort = ports.get(1);
  }

  private static String vtepd() {
    return OvsdbProcess.launcher().toString();
  }

  private Program startVtep(String name, String ip, String remote) throws Exception {
    Path own = Files.createDirectories(folder.resolve(name));
    List<String> command = new ArrayList<>(List.of(vtepd(), "run", "--dataplane=memory"));
    command.addAll(List.of("--physical-switch=" + name, "--tunnel-ip=" + ip, "--ports=2"));
    command.addAll(List.of("--rundir=" + own, "--remote=punix:" + own.resolve("db.sock")));
    command.add("--remote=" + remote);
    command.addAll(keys.get(name));
    Program started = Program.start(own, "vtepd", command);
    started.awaitSocket(own.resolve("vtepd.ctl"));
    return started;
  }

  private Program startFirst() throws Exception {
    return startVtep("s1", "198.18.0.1", "pssl:" + dialledPort + ":127.0.0.1");
  }

  private Program startSecond() throws Exception {
    return startVtep("s2", "198.18.0.2", "ssl:127.0.0.1:" + listenedPort);
  }

  private Program startController() throws Exception {
    Path own = Files.createDirectories(folder.resolve("ctl"));
    List<String> command = new ArrayList<>(List.of(vtepd(), "controller", "--explain"));
    command.addAll(List.of("--networks=" + networks, "--rundir=" + own));
    command.add("--remote=pssl:" + listenedPort + ":127.0.0.1");
    command.addAll(keys.get("controller"));
    Program started = Program.start(own, "controller", command);
    started.awaitSocket(own.resolve("controller.ctl"));
    return started;
  }

  private void writeNetworks(String content) throws IOException {
    Path next = folder.resolve("next.json");
    Files.writeString(
        next,
        """
        {"format": 1, "vteps": ["ssl:127.0.0.1:%d"], "networks": {%s}}
        """
            .formatted(dialledPort, content));
    Files.move(next, networks, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static final String RED =
      """
      "red": {"vni": 5000, "ports": [
        {"switch": "s1", "port": "eth1"}, {"switch": "s2", "port": "eth2", "vlan": 10}]}
      """;

  private String ctl(String name, String... words) throws IOException {
    String database = "unix:" + folder.resolve(name).resolve("db.sock");
    List<String> command = new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=" + database));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  /** What vtep-ctl prints, be it an error: what is looked at may not be there yet. */
  private String look(String name, String... words) throws IOException {
    String database = "unix:" + folder.resolve(name).resolve("db.sock");
    List<String> command = new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=" + database));
    command.addAll(List.of(words));
    return Commands.attempt(Map.of(), command.toArray(String[]::new)).output().strip();
  }

  private String tell(String name, String... words) throws IOException {
    Path socket = folder.resolve(name).resolve(name.equals("ctl") ? "controller.ctl" : "vtepd.ctl");
    List<String> command = new ArrayList<>(List.of("ovs-appctl", "-t", socket.toString()));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  private void eventually(String name, String expected, String... words) {
    await(name + ": " + String.join(" ", words))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(look(name, words)).contains(expected));
  }

  private void eventuallyEmpty(String name, String... words) {
    await(name + ": " + String.join(" ", words))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(look(name, words)).isEmpty());
  }

  /** A station says something; the frames that leave the switch, a line each. */
  private String broadcast(String name, String... port) throws IOException {
    List<String> words = new ArrayList<>(List.of("dataplane/frame", name, port[0]));
    words.addAll(List.of(BROADCAST, STATION));
    if (port.length > 1) {
      words.add(port[1]);
    }
    return tell(name, words.toArray(String[]::new));
  }

  private static final String[] REMOTES = {"list-remote-macs", "red"};

  @Test
  void meshesTwoVtepsOverTlsWhateverIsRestarted() throws Exception {
    writeNetworks(RED);
    Program first = startFirst();
    Program second = startSecond();
    Program controller = startController();
    try {
      mesh();
      controller.close();
      assertThat(controller.printed())
          .contains(
              "-> ssl:127.0.0.1:" + dialledPort + ": Network red begins here",
              "Station " + STATION + " of red is behind 198.18.0.1.",
              "Station " + STATION + " of red is behind 198.18.0.2.",
              "\"op\":\"insert\",\"table\":\"Ucast_Macs_Remote\"");

      // The controller is started anew: nothing is written, for nothing is different.
      String stood = ctl("s1", REMOTES) + ctl("s2", REMOTES);
      int before = controller.printed().length();
      controller = startController();
      awaitBothConnected();
      assertThat(controller.printed().substring(before)).doesNotContain("\"op\":");
      assertThat(ctl("s1", REMOTES) + ctl("s2", REMOTES)).isEqualTo(stood);

      // A VTEP is started anew with an empty database: it is told all again, others forget.
      second.close();
      Files.delete(folder.resolve("s2").resolve("vtep.db"));
      second = startSecond();
      eventually("s2", "unknown-dst -> vxlan_over_ipv4/198.18.0.1", REMOTES);
      eventuallyNot("s1", STATION, REMOTES);
      broadcast("s2", "eth2", "10");
      eventually("s1", STATION + " -> vxlan_over_ipv4/198.18.0.2", REMOTES);

      end(controller);
    } finally {
      controller.close();
      second.close();
      first.close();
    }
  }

  /** Both VTEPs know each other, and a station that moves. */
  private void mesh() throws IOException {
    eventually("s1", "unknown-dst -> vxlan_over_ipv4/198.18.0.2", REMOTES);
    eventually("s2", "unknown-dst -> vxlan_over_ipv4/198.18.0.1", REMOTES);
    assertThat(ctl("s2", "list-bindings", "s2", "eth2")).isEqualTo("0010 red");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(tell("s1", "dataplane/show", "s1")).contains("tunnel 198.18.0.2"));
    assertThat(broadcast("s1", "eth1")).startsWith("198.18.0.2/5000 ffffffffffff0a0000000001");
    eventually("s2", STATION + " -> vxlan_over_ipv4/198.18.0.1", REMOTES);

    // The station moves: the newest row wins, and its old place is told.
    broadcast("s2", "eth2", "10");
    eventually("s1", STATION + " -> vxlan_over_ipv4/198.18.0.2", REMOTES);
    eventuallyNot("s2", STATION, REMOTES);
  }

  private void awaitBothConnected() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(tell("ctl", "controller/show").lines())
                .filteredOn(line -> line.matches("vtep .* connected"))
                .filteredOn(line -> !line.contains("not connected"))
                .hasSize(2));
  }

  /** A file that makes no sense changes nothing; one without the network takes all away. */
  private void end(Program controller) throws IOException {
    writeNetworks("\"red\": {}");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(controller.printed()).contains("\\\"vni\\\" is missing"));
    assertThat(ctl("s1", "list-ls")).isEqualTo("red");
    ctl("s1", "add-ls", "other");
    writeNetworks("");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(ctl("s1", "list-ls")).isEqualTo("other"));
    eventuallyEmpty("s2", "list-ls");
    for (String name : List.of("s1", "s2")) {
      assertThat(ctl(name, "list", "Ucast_Macs_Remote")).isEmpty();
      assertThat(ctl(name, "list", "Mcast_Macs_Remote")).isEmpty();
      assertThat(ctl(name, "list-bindings", name, "eth1")).isEmpty();
      assertThat(ctl(name, "list-bindings", name, "eth2")).isEmpty();
      eventuallyEmpty(name, "list", "Physical_Locator");
    }
  }

  private void eventuallyNot(String name, String unexpected, String... words) {
    await(name + ": " + String.join(" ", words))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(look(name, words)).contains("mcast-mac-remote").doesNotContain(unexpected));
  }

  @Test
  void tellsWhatIsWrongWithTheCommandLineOrTheFile() throws Exception {
    Commands.Outcome none = Commands.attempt(Map.of(), vtepd(), "controller");
    assertThat(none.exitCode()).isEqualTo(64);
    assertThat(none.output()).contains("--networks FILE is missing");
    writeNetworks("\"red\": {\"vni\": 1, \"port\": []}");
    Commands.Outcome wrong =
        Commands.attempt(
            Map.of(),
            vtepd(),
            "controller",
            "--networks=" + networks,
            "--rundir=" + folder.resolve("ctl"));
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.output())
        .contains(networks + ":1:", "a network has no \"port\". It may have [vni, ports");
  }
}
