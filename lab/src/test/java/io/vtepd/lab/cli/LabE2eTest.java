package io.vtepd.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vtepd.lab.cli.LabCommands.Ended;
import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands as processes of their own, on a lab of one host and two guests. */
@Tag("system")
class LabE2eTest {

  private static final String SCENARIO =
      """
      format: 1
      title: Two guests on one switch
      topology: tiny
      steps:
        - {id: silent, ping: {from: left, to: right}, expect: {replies: none}}
        - {id: switch, exec: {on: one, run: ovs-ofctl add-flow s1 actions=normal}}
        - {id: heard, ping: {from: left, to: right}, expect: {replies: all, seen: {on: right}}}
        - {id: pause, wait: 200ms}
      """;

  @TempDir private Path root;

  private LabCommands commands;

  @BeforeEach
  void files() throws IOException {
    commands = new LabCommands(root);
    commands.writeTiny();
    Files.writeString(root.resolve("lab/scenarios/tiny.yaml"), SCENARIO);
  }

  @AfterEach
  void down() throws IOException, InterruptedException {
    commands.end();
    lab("down");
    assertThat(namespaces()).isEmpty();
  }

  private Process start(String... words) throws IOException {
    return commands.start(root.resolve("out"), words);
  }

  private Ended lab(String... words) throws IOException, InterruptedException {
    return commands.lab(words);
  }

  private List<String> namespaces() throws IOException {
    return commands.namespaces("tiny");
  }

  @Test
  void aRunProvesItselfAndLeavesNothing() throws IOException, InterruptedException {
    Ended run = lab("run", "tiny");
    assertThat(run.text()).contains("PASS 4/4").contains("all removed");
    assertThat(run.code()).isZero();
    assertThat(namespaces()).isEmpty();
    assertThat(root.resolve("lab/.run/tiny")).doesNotExist();
    assertThat(LabPaths.of(root, "tiny").sockets()).doesNotExist();
  }

  @Test
  void aKeptLabIsLeftAloneByASecondRunAndRemovedOnce() throws IOException, InterruptedException {
    assertThat(lab("run", "tiny", "--keep").code()).isZero();
    Path journal = root.resolve("lab/.run/tiny/journal");
    String before = Files.readString(journal);
    Ended second = lab("run", "tiny", "--keep");
    assertThat(second.code()).isZero();
    assertThat(second.text()).contains("unchanged");
    assertThat(Files.readString(journal)).isEqualTo(before);
    Path pages = root.resolve("pages");
    Ended third = lab("run", "tiny", "--keep", "--report", pages.toString());
    assertThat(third.code()).isZero();
    assertThat(third.text())
        .contains("unchanged", "report  none is written, since nothing was run", "lab/down tiny");
    assertThat(pages.resolve("tiny.html")).doesNotExist();
    assertThat(lab("status").text()).contains("passed 4/4").contains("ovs-vswitchd");
    assertThat(lab("down", "tiny").text()).contains("tiny removed");
    Ended again = lab("down", "tiny");
    assertThat(again.text()).contains("nothing to remove");
    assertThat(again.code()).isZero();
  }

  @Test
  void aChangedFileMakesANewLab() throws IOException, InterruptedException {
    assertThat(lab("run", "tiny", "--keep").code()).isZero();
    Files.writeString(
        root.resolve("lab/topologies/tiny.yaml"), LabCommands.TINY.replace(".9.", ".8."));
    Ended second = lab("run", "tiny", "--keep");
    assertThat(second.code()).isZero();
    assertThat(second.text()).contains("removed the lab that was kept").contains("PASS 4/4");
  }

  @Test
  void aKilledRunIsCleanedUpByTheNext() throws IOException, InterruptedException {
    Process run = start("run", "tiny");
    Path journal = root.resolve("lab/.run/tiny/journal");
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Journal.processes(Journal.read(journal)).size() >= 2);
    run.destroyForcibly().waitFor();
    assertThat(namespaces()).hasSize(4);
    Ended next = lab("run", "tiny");
    assertThat(next.text()).contains("removed what a broken run had left").contains("PASS 4/4");
    assertThat(next.code()).isZero();
  }

  @Test
  void anInterruptedRunRemovesWhatItMade() throws IOException, InterruptedException {
    Process run = start("run", "tiny");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(root.resolve("out")).contains("build"));
    run.destroy();
    assertThat(run.waitFor()).isEqualTo(130);
    assertThat(Files.readString(root.resolve("out"))).contains("interrupted, all removed");
    assertThat(namespaces()).isEmpty();
    assertThat(root.resolve("lab/.run/tiny")).doesNotExist();
  }

  @Test
  void aFailedRunIsKeptWithWhatWasSeen() throws IOException, InterruptedException {
    Files.writeString(
        root.resolve("lab/scenarios/tiny.yaml"),
        SCENARIO.replace("replies: none", "replies: all, within: 1s"));
    Ended run = lab("run", "tiny");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.text())
        .contains("expected  replies from 10.9.0.2", "0 of ", "FAIL 0/4 at \"silent\"")
        .contains("kept for you");
    assertThat(namespaces()).hasSize(4);
  }

  @Test
  void aForeignNamespaceOfOurNameIsNotTouched() throws IOException, InterruptedException {
    String name = "vl" + LabPaths.of(root, "tiny").tag() + "-left";
    assertThat(new ProcessBuilder("ip", "netns", "add", name).start().waitFor()).isZero();
    try {
      Ended run = lab("run", "tiny");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.text()).contains("namespace " + name + " exists and is not of this lab");
      assertThat(namespaces()).containsExactly(name);
    } finally {
      new ProcessBuilder("ip", "netns", "del", name).start().waitFor();
    }
  }

  @Test
  void aHostAloneNeedsAnInterfaceOfTheMachine() throws IOException, InterruptedException {
    Ended incomplete = lab("run", "tiny", "--host", "one");
    assertThat(incomplete.code()).isEqualTo(2);
    assertThat(incomplete.text()).contains("--host and --nic go together");
    Ended unknown = lab("run", "tiny", "--host", "net", "--nic", "lo");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.text()).contains("no host \"net\" with a switch in tiny.yaml");
    Ended absent = lab("run", "tiny", "--host", "one", "--nic", "nic9");
    assertThat(absent.code()).isEqualTo(2);
    assertThat(absent.text()).contains("no interface nic9 here");
  }

  @Test
  void twoRunsOfOneLabDoNotMix() throws IOException, InterruptedException {
    Process first = start("run", "tiny");
    Path journal = root.resolve("lab/.run/tiny/journal");
    await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(journal));
    Ended second = lab("run", "tiny");
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.text()).contains("lab tiny is in use by process " + first.pid());
    assertThat(first.waitFor()).isZero();
  }

  @Test
  void aSlowCableIsAsSlowAsTheFileSaysAndGoesWithTheLab() throws IOException, InterruptedException {
    Files.writeString(
        root.resolve("lab/topologies/tiny.yaml"),
        LabCommands.TINY.replace("via: net}", "via: net, rate: 8mbit, delay: 20ms}"));
    Files.copy(
        Path.of("delay-line"), root.resolve("lab/delay-line"), StandardCopyOption.COPY_ATTRIBUTES);
    Ended run = lab("run", "tiny", "--keep");
    assertThat(run.text()).contains("one's cable: 8mbit, 20ms by ").contains("PASS 4/4");
    if (run.text().contains("delay-line")) {
      assertThat(lab("status").text()).containsPattern("one .* delay-line [0-9]+ up");
    }
    assertThat(inside("one", "ping", "-c", "1", "-w", "10", "192.0.2.1")).contains(" 0% packet");
    // 86,520 bytes with their headers, 10,000 of them at once: 76 ms at 8 Mbit/s, and the delay.
    String pings = inside("one", "ping", "-q", "-c", "60", "-l", "60", "-s", "1400", "192.0.2.1");
    assertThat(number("([0-9]+) received", pings)).isEqualTo(60);
    assertThat(number("rtt min/avg/max/mdev = ([0-9]+)", pings)).isBetween(40L, 10_000L);
    assertThat(longest(pings)).isGreaterThanOrEqualTo(40 + 70);
    String line = "vl" + LabPaths.of(root, "tiny").tag() + "-_line";
    for (String end : List.of("p1-host", "p1-router")) {
      String discipline = said("tc", "-s", "-n", line, "qdisc", "show", "dev", end);
      assertThat(discipline).contains("tbf").contains("rate 8Mbit");
      assertThat(number("Sent ([0-9]+) bytes", discipline)).isGreaterThan(86_000);
    }
  }

  @Test
  void aCableWithARateAloneNeedsNoProcess() throws IOException, InterruptedException {
    Files.writeString(
        root.resolve("lab/topologies/tiny.yaml"),
        LabCommands.TINY.replace("via: net}", "via: net, rate: 8mbit}"));
    Ended run = lab("run", "tiny", "--keep");
    assertThat(run.text()).contains("one's cable: 8mbit\n").contains("PASS 4/4");
    assertThat(lab("status").text()).doesNotContain("delay-line");
    assertThat(inside("one", "ping", "-c", "1", "-w", "10", "192.0.2.1")).contains(" 0% packet");
    String pings = inside("one", "ping", "-q", "-c", "60", "-l", "60", "-s", "1400", "192.0.2.1");
    assertThat(number("([0-9]+) received", pings)).isEqualTo(60);
    assertThat(longest(pings)).isGreaterThanOrEqualTo(70);
  }

  /** What a command on a node says, by the script that lab/exec runs. */
  private String inside(String node, String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(root.resolve("lab/.run/tiny/exec").resolve(node).toString());
    words.addAll(List.of(command));
    return said(words.toArray(String[]::new));
  }

  private String said(String... command) throws IOException, InterruptedException {
    Ended ended = commands.said(command);
    assertThat(ended.code()).as(ended.text()).isZero();
    return ended.text();
  }

  /** Milliseconds that the last answer may have come after the first question, at most. */
  private static long longest(String pings) {
    return number(" time ([0-9]+)ms", pings) + number("mdev = [0-9.]+/[0-9.]+/([0-9]+)", pings);
  }

  private static long number(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  @Test
  void whatIsMissingIsNamedAndEndsTheRunBeforeAnythingIsMade()
      throws IOException, InterruptedException {
    Files.writeString(
        root.resolve("lab/scenarios/tiny.yaml"),
        SCENARIO.replace("topology: tiny", "topology: tiny\nneeds: opendaylight"));
    String remedy = "mvn -q -Dmaven.test.skip=true -pl tests/opendaylight package";
    assertThat(lab("list").text()).contains("opendaylight (missing: " + remedy + ")");
    Ended run = lab("run", "tiny");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.text()).contains("opendaylight is not all there. Get it: " + remedy);
    assertThat(root.resolve("lab/.run/tiny")).doesNotExist();
    Files.createDirectories(root.resolve("tests/opendaylight/target/lib"));
    assertThat(lab("list").text()).contains("opendaylight").doesNotContain("missing");
  }
}
