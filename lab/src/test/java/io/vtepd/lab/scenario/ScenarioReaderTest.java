package io.vtepd.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Need;
import io.vtepd.lab.topology.Role;
import io.vtepd.lab.yaml.Problem;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {

  private static final String HEAD = "format: 1\ntitle: T\ntopology: blog\nsteps:\n";

  @TempDir private Path root;

  private final Problems problems = new Problems();

  @BeforeEach
  void library() throws IOException {
    Files.createDirectories(root.resolve("scenarios/mine"));
    Files.createDirectories(root.resolve("topologies"));
    Files.writeString(root.resolve("scenarios/mine/red.json"), "{}");
    for (String name : List.of("blog", "blog-reference")) {
      Files.copy(
          Path.of("topologies", name + ".yaml"), root.resolve("topologies/" + name + ".yaml"));
    }
  }

  private Optional<Scenario> read(String text) throws IOException {
    Files.writeString(root.resolve("scenarios/mine.yaml"), text);
    return new ScenarioReader(new Library(root), problems).read("mine", Optional.empty());
  }

  private List<String> faults() {
    return problems.all().stream().map(Problem::toString).toList();
  }

  @Test
  void everyShippedScenarioIsFreeOfFaults() throws IOException {
    Library library = new Library(Path.of("").toAbsolutePath());
    for (String name : library.scenarioNames()) {
      assertThat(new ScenarioReader(library, problems).read(name, Optional.empty()))
          .as(name)
          .isPresent();
    }
    assertThat(faults()).isEmpty();
    assertThat(library.scenarioNames()).contains("lesson02", "lesson02-reference");
  }

  @Test
  void aScenarioSaysHowLongItsStepsMayTake() throws IOException {
    String steps =
        """
        - {id: usual, ping: {from: red1, to: red2}}
        - {id: own, ping: {from: red1, to: red2}, expect: {within: 2s}}
        """;
    Scenario scenario = read("within: 20s\n" + HEAD + steps).orElseThrow();
    assertThat(scenario.steps())
        .extracting(Step::within)
        .containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(2));
    assertThat(read(HEAD + steps).orElseThrow().steps().getFirst().within()).isEqualTo(Step.WITHIN);
    read("within: soon\n" + HEAD + steps);
    assertThat(faults())
        .containsExactly("mine.yaml:1:9: \"soon\" is no time. Write one such as 5s.");
  }

  @Test
  void flowsAreLookedForOnHostsWithASwitch() throws IOException {
    Scenario scenario =
        read(HEAD
                + """
                - id: told
                  wait: 1s
                  expect: {flows: [{on: server2, has: dl_dst=x}, {on: server1, lacks: a b}]}
                """)
            .orElseThrow();
    assertThat(scenario.steps().getFirst().expectations())
        .containsExactly(
            new Expectation.Flows("server2", Optional.of("dl_dst=x"), Optional.empty()),
            new Expectation.Flows("server1", Optional.empty(), Optional.of("a b")));
    read(
        HEAD
            + """
            - {id: none, wait: 1s, expect: {flows: {on: server2}}}
            - {id: both, wait: 1s, expect: {flows: {on: server2, has: a, lacks: b}}}
            - {id: where, wait: 1s, expect: {flows: {on: internet, has: a}}}
            - {id: what, wait: 1s, expect: {flows: a}}
            """);
    assertThat(faults())
        .containsExactly(
            "mine.yaml:5:40: \"flows\" has one of \"has\" and \"lacks\". Write one.",
            "mine.yaml:6:40: \"flows\" has one of \"has\" and \"lacks\". Write one.",
            "mine.yaml:7:46: host \"internet\" is a router and has no switch."
                + " Use one of server1, server2.",
            "mine.yaml:8:40: \"flows\" is a plain value. Write a mapping, such as {key: value}.");
  }

  @Test
  void allFaultsAreShownAtOnceWithPlaceAndRemedy() throws IOException {
    Optional<Scenario> scenario =
        read(
            HEAD
                + """
                - {id: before, ping: {from: red1, to: red2}, expct: {replies: none}}
                - {id: flows, flows: {host: server3, file: red.json}}
                - {id: use, transact: {host: server2, file: red.json, replace: {X: $locator}}}
                - {id: locator, transact: {host: server2, file: red.json}, save: {locator: /result}}
                - {id: two, ping: {from: red1, to: red2}, exec: {on: red1, run: "true"}}
                - {id: none, say: nothing}
                - {id: file, transact: {host: server2, file: blue.json}}
                - {id: vni, ping: {from: red1, to: red9}, expect: {seen: {on: internet, vni: 16777216}}}
                - {id: unit, wait: 5}
                - {id: two, wait: 5 sec}
                """);
    assertThat(scenario).isEmpty();
    assertThat(faults())
        .containsExactly(
            "mine.yaml:5:46: unknown key \"expct\" in step \"before\". Did you mean \"expect\"?",
            "mine.yaml:6:29: no host \"server3\". blog.yaml has internet, server1, server2:"
                + " use one, or add it there.",
            "mine.yaml:7:68: $locator is used before a step saves it. Move step \"locator\" up.",
            "mine.yaml:9:43: step \"two\" has two actions, \"ping\" and \"exec\"."
                + " Make two steps of it.",
            "mine.yaml:10:3: step \"none\" does nothing. Add one of flows, transact, ping, iperf,"
                + " exec, kill, start, link, controller, dhcp, move, wait.",
            "mine.yaml:11:46: no file \"blue.json\" in mine/. Put it there.",
            "mine.yaml:12:36: no guest \"red9\". blog.yaml has red1, blue1, red2, blue2:"
                + " use one, or add it there.",
            "mine.yaml:12:78: VNI \"16777216\" is out of range. Write 1 to 16777215.",
            "mine.yaml:13:20: \"5\" lacks its unit. Write 5s.",
            "mine.yaml:14:8: step \"two\" is defined twice (first on line 9). Rename one.",
            "mine.yaml:14:19: unknown unit \"sec\" in \"5 sec\". Use ms, s or min.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exec: {on: red1, run: x}, expect: {replies: all}|\"replies\" belongs to a step with ping",
        "ping: {from: red1, to: red2}, expect: {replies: some}|Use all or none.",
        "ping: {from: red1, to: red2}, expect: {seen: {on: blue2, vni: 5}}|a guest sees no VXLAN",
        "ping: {from: red1, to: red2}, expect: {seen: {on: internet}}|Add \"vni\".",
        "ping: {from: red1, to: red2}, expect: {unseen: {on: server2}}|is neither",
        "ping: {from: red1, to: red2}, expect: {replies: all, within: 3h}|unknown unit \"h\"",
        "transact: {host: server1, file: red.json}|is a hypervisor and has no hardware_vtep",
        "transact: {host: internet, file: red.json}|is a router and has no switch",
        "transact: {host: server2, file: ../x.json}|no file \"../x.json\"",
        "transact: {host: server2, file: red.json, over: udp}|unknown way to send \"udp\"",
        "transact: {host: server2, file: red.json, replace: {A: $b}}|is saved by no step",
        "transact: {host: server2, file: red.json}, save: {a: b}|Write one such as /result/0",
        "transact: {host: server2, file: red.json}, expect: {reply: {x: 1}}|is no JSON pointer",
        "kill: {host: server2, process: vtpd}|Did you mean \"vtepd\"?",
        "link: {node: internet, state: down}|\"internet\" is a router with several links.",
        "link: {node: red1, state: cut}|unknown state of a link \"cut\". Known: up, down.",
        "wait: {for: nobody}|no earlier step \"nobody\" pings in the background",
        "controller: {host: server1, networks: red.json}|no controller \"server1\"",
        "iperf: {from: red1, to: red2, time: 1500ms}|iperf sends for whole seconds",
        "iperf: {from: red1, to: red2}, expect: {throughput: fast}|\"fast\" is no rate.",
        "ping: {from: red1, to: red2}, expect: {throughput: 1mbit}|belongs to a step with iperf",
        "dhcp: {client: red2}|no guest of blog.yaml is a DHCP server. Give one a",
        "dhcp: {}|lacks \"client\"",
        "ping: {from: red1, to: red2}, expect: {lease: none}|belongs to a step with dhcp",
        "move: {from: red1, to: red2}|are not two places of one machine",
        "exec: {on: red1}|lacks \"run\"",
        "ping: red1|is a plain value. Write a mapping",
      })
  void aFaultOfAStepSaysWhatToDo(String step, String message) throws IOException {
    assertThat(read(HEAD + "- {id: a, " + step + "}\n")).isEmpty();
    assertThat(faults()).hasSize(1);
    assertThat(faults().getFirst()).startsWith("mine.yaml:5:").contains(message);
  }

  @Test
  void faultsOfTheTopologyAndOfTheStepsComeTogether() throws IOException {
    Files.writeString(root.resolve("topologies/blog.yaml"), "format: 1\nhosts: {a: {kind: x}}\n");
    read(HEAD + "- {id: a, wait: 1h}\n");
    assertThat(faults())
        .containsExactly(
            "blog.yaml:2:19: unknown kind \"x\"."
                + " Known: vtep, reference, hypervisor, ovn, router, controller.",
            "mine.yaml:5:17: unknown unit \"h\" in \"1h\". Use ms, s or min.");
  }

  @Test
  void anUnknownScenarioOrTopologyIsAFault() throws IOException {
    assertThat(new ScenarioReader(new Library(root), problems).read("lesson", Optional.empty()))
        .isEmpty();
    read("format: 1\ntitle: T\ntopology: blg\nsteps: []\n");
    assertThat(faults())
        .containsExactly(
            "lab/scenarios:1:1: no scenario \"lesson\". Known: .",
            "mine.yaml:3:11: no topology \"blg\". Did you mean \"blog\"?");
  }

  @Test
  void aStepHasItsUsualExpectations() throws IOException {
    Scenario scenario =
        read(HEAD
                + """
                - {id: a, ping: {from: red1, to: red2}}
                - {id: b, exec: {on: server2, run: vtep-ctl show}, expect: {within: 200ms}}
                - {id: c, transact: {host: server2, file: red.json}}
                """)
            .orElseThrow();
    assertThat(faults()).isEmpty();
    Step ping = scenario.steps().getFirst();
    assertThat(ping.expectations())
        .containsExactly(new Expectation.Replies(Expectation.Answered.ALL));
    assertThat(ping.within()).isEqualTo(Step.WITHIN);
    assertThat(ping.line()).isEqualTo(5);
    assertThat(scenario.steps().get(1).expectations()).containsExactly(new Expectation.Exit(0));
    assertThat(scenario.steps().get(1).within()).isEqualTo(Duration.ofMillis(200));
    Action.Transact transact = (Action.Transact) scenario.steps().get(2).action();
    assertThat(transact.from()).isEqualTo("internet");
    assertThat(transact.over()).isEqualTo(Action.Wire.TCP);
  }

  @Test
  void aScenarioTakesTheStepsOfAnotherOnItsOwnTopology() throws IOException {
    read(HEAD + "- {id: a, transact: {host: server2, file: red.json}}\n");
    Files.writeString(
        root.resolve("scenarios/other.yaml"),
        "format: 1\ntitle: O\nextends: mine\ntopology: blog-reference\n");
    Scenario other =
        new ScenarioReader(new Library(root), problems)
            .read("other", Optional.empty())
            .orElseThrow();
    assertThat(other.name()).isEqualTo("other");
    assertThat(other.title()).isEqualTo("O");
    assertThat(other.steps()).hasSize(1);
    assertThat(other.topology().vteps())
        .extracting(Host.SwitchHost::role)
        .containsExactly(Role.REFERENCE);
  }

  @Test
  void needsAreThoseOfTheTopologyAndThoseNamed() throws IOException {
    String steps = HEAD + "- {id: a, exec: {on: server2, run: vtep-ctl show}}\n";
    assertThat(read(steps).orElseThrow().needs()).containsExactly(Need.OVS);
    Scenario named =
        read(steps.replace("format: 1", "format: 1\nneeds: opendaylight")).orElseThrow();
    assertThat(named.needs()).containsExactly(Need.OVS, Need.OPENDAYLIGHT);
    Scenario ovn =
        new ScenarioReader(new Library(Path.of("").toAbsolutePath()), problems)
            .read("ovn", Optional.empty())
            .orElseThrow();
    assertThat(ovn.needs()).containsExactly(Need.OVS, Need.OVN);
    assertThat(faults()).isEmpty();
    read(steps.replace("format: 1", "format: 1\nneeds: opendaylite"));
    assertThat(faults())
        .containsExactly(
            "mine.yaml:2:8: unknown need \"opendaylite\". Did you mean \"opendaylight\"?");
  }
}
