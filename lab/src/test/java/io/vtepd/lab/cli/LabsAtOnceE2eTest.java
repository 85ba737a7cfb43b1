package io.vtepd.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vtepd.lab.cli.LabCommands.Ended;
import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.journal.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two labs with the same names, addresses and files, up at once: by all that works on labs. */
@Tag("system")
class LabsAtOnceE2eTest {

  private static final String SCENARIO =
      """
      format: 1
      title: Two guests on one switch
      topology: tiny
      steps:
        - {id: switch, exec: {on: one, run: ovs-ofctl add-flow s1 actions=normal}}
      """;

  @TempDir private Path root;

  private LabCommands commands;

  @BeforeEach
  void bothUp() throws IOException, InterruptedException {
    commands = new LabCommands(root);
    commands.writeTiny();
    Files.writeString(root.resolve("lab/scenarios/first.yaml"), SCENARIO);
    Files.writeString(
        root.resolve("lab/scenarios/second.yaml"),
        SCENARIO + "  - {id: wrong, exec: {on: one, run: exit 3}}\n");
    for (String file : List.of("exec", "capture", "setup.sh")) {
      Path copy = root.resolve("lab").resolve(file);
      Files.copy(Path.of(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    Process other = commands.start(root.resolve("second"), "run", "second");
    Ended first = commands.lab("run", "first", "--keep");
    assertThat(first.code()).as(first.text()).isZero();
    assertThat(other.waitFor()).as(Files.readString(root.resolve("second"))).isEqualTo(1);
    assertThat(commands.namespaces("first")).hasSize(4);
    assertThat(commands.namespaces("second")).hasSize(4);
  }

  @AfterEach
  void down() throws IOException, InterruptedException {
    commands.end();
    commands.lab("down");
    if (!commands.namespaces("first").isEmpty() || !commands.namespaces("second").isEmpty()) {
      commands.lab("down", "--stale");
    }
    assertThat(commands.namespaces("first")).isEmpty();
    assertThat(commands.namespaces("second")).isEmpty();
  }

  private Ended script(String name, String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 1];
    command[0] = root.resolve("lab").resolve(name).toString();
    System.arraycopy(words, 0, command, 1, words.length);
    return commands.said(command);
  }

  @Test
  void eachIsReachedByItsNameAndGoesAlone() throws IOException, InterruptedException {
    Ended unclear = script("exec", "left", "true");
    assertThat(unclear.code()).isEqualTo(2);
    assertThat(unclear.text()).contains("Say which: lab/exec --lab LAB left");
    Ended absent = script("exec", "--lab", "first", "middle", "true");
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.text()).contains("No lab that is up has a middle", "lab/status");
    assertThat(script("exec", "--lab", "first", "left", "sh", "-c", "exit 7").code()).isEqualTo(7);
    assertThat(
            script("exec", "--lab", "second", "left", "ip", "link", "set", "eth0", "down").code())
        .isZero();
    List<String> ping = List.of("left", "ping", "-c", "1", "-w", "10", "10.9.0.2");
    assertThat(script("exec", with("first", ping)).code()).isZero();
    assertThat(script("exec", with("second", ping)).code()).isNotZero();
    captures();
    tells();
    assertThat(commands.lab("down", "second").text()).contains("second removed");
    assertThat(commands.namespaces("second")).isEmpty();
    assertThat(LabPaths.of(root, "second").sockets()).doesNotExist();
    assertThat(script("exec", ping.toArray(String[]::new)).code()).isZero();
    goesWithoutItsFolder();
  }

  /** A project that was deleted while its lab was up. */
  private void goesWithoutItsFolder() throws IOException, InterruptedException {
    commands.lab("down", "--stale");
    assertThat(commands.lab("run", "first", "--keep").text()).contains("unchanged");
    Removal.deleteTree(root.resolve("lab/.run/first"));
    Ended again = commands.lab("run", "first", "--keep");
    assertThat(again.text()).contains("removed what a broken run had left").contains("PASS 1/1");
    Removal.deleteTree(root.resolve("lab/.run/first"));
    Ended stale = commands.lab("down", "--stale");
    assertThat(stale.text()).contains(root + "/lab/.run/first, which is gone, removed");
    assertThat(stale.code()).isZero();
    assertThat(commands.namespaces("first")).isEmpty();
    assertThat(LabPaths.of(root, "first").sockets()).doesNotExist();
  }

  private static String[] with(String lab, List<String> words) {
    String[] all = new String[words.size() + 2];
    all[0] = "--lab";
    all[1] = lab;
    for (int i = 0; i < words.size(); i++) {
      all[i + 2] = words.get(i);
    }
    return all;
  }

  /** lab/capture: pcap into a file, words on a terminal, and what it says of mistakes. */
  private void captures() throws IOException, InterruptedException {
    String capture = root.resolve("lab/capture").toString();
    String pings =
        "for i in $(seq 300); do "
            + root.resolve("lab/exec")
            + " --lab first left ping -c 1 -W 1 10.9.0.2 >/dev/null; kill -0 $1 || break; done";
    String watch = capture + " --lab first right -c 1 icmp";
    Ended file =
        commands.said(
            "sh", "-c", watch + " >$0 & set -- $!; " + pings + "; wait $1", root + "/a.pcap");
    assertThat(file.code()).as(file.text()).isZero();
    Ended read = commands.said("tcpdump", "-n", "-r", root + "/a.pcap");
    assertThat(read.code()).isZero();
    assertThat(read.text()).contains("10.9.0.1 > 10.9.0.2: ICMP echo request");
    Ended terminal =
        commands.said(
            "sh", "-c", "script -qec \"$0\" /dev/null & set -- $!; " + pings + "; wait $1", watch);
    assertThat(terminal.code()).as(terminal.text()).isZero();
    assertThat(terminal.text()).contains("10.9.0.1 > 10.9.0.2: ICMP echo request");
    Ended filter = script("capture", "--lab", "first", "right", "icmp", "nonsense");
    assertThat(filter.code()).isNotZero();
    assertThat(filter.text()).contains("syntax error");
    Ended node = script("capture", "--lab", "first", "middle");
    assertThat(node.code()).isEqualTo(2);
    assertThat(node.text()).contains("No lab that is up has a middle");
    assertThat(script("capture").text()).contains("Which node? Usage: lab/capture");
  }

  /** lab/status: for people, and an object a line for programs. */
  private void tells() throws IOException, InterruptedException {
    assertThat(commands.lab("status").text())
        .contains("first  kept ", "passed 1/1", "second  kept ", "failed at \"wrong\" (1/2 held)");
    List<String> lines = commands.lab("status", "--json").text().lines().toList();
    assertThat(lines).hasSize(2);
    ObjectMapper mapper = new ObjectMapper();
    JsonNode first = mapper.readTree(lines.getFirst());
    assertThat(first.path("lab").asText() + " " + first.path("state").asText())
        .isEqualTo("first passed");
    assertThat(first.path("logs").asText()).isEqualTo(root + "/lab/.run/first");
    assertThat(first.path("ended").asText()).matches("20\\d\\d-.*Z");
    assertThat(first.path("hosts").toString())
        .isEqualTo(
            "[{\"name\":\"one\",\"kind\":\"hypervisor\",\"underlay\":\"192.0.2.2\","
                + "\"guests\":[\"left\",\"right\"]}]");
    assertThat(first.path("processes"))
        .extracting(each -> each.path("node").asText() + " " + each.path("program").asText())
        .containsExactlyInAnyOrder("one ovsdb-server", "one ovs-vswitchd");
    assertThat(first.path("processes"))
        .allMatch(each -> each.path("up").asBoolean() && each.path("pid").asLong() > 1);
    JsonNode second = mapper.readTree(lines.getLast());
    assertThat(second.path("state").asText()).isEqualTo("failed");
    assertThat(second.path("failed_step").asText()).isEqualTo("wrong");
    assertThat(second.path("held").asInt() + "/" + second.path("steps").asInt()).isEqualTo("1/2");
  }
}
