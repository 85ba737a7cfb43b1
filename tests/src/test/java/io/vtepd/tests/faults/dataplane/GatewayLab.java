package io.vtepd.tests.faults.dataplane;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.host.HostSite;
import io.vtepd.lab.host.Installation;
import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.host.OvsdbSocket;
import io.vtepd.lab.host.Spawner;
import io.vtepd.lab.journal.Entry;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.run.Captures;
import io.vtepd.lab.run.Lab;
import io.vtepd.lab.run.LabBuilder;
import io.vtepd.lab.run.Leftovers;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.topology.Need;
import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.topology.TopologyReader;
import io.vtepd.lab.yaml.Problems;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The network of {@code faults/gateway.yaml}, built by the lab's own code: a gateway with vtepd, a
 * hypervisor programmed by hand, and a router between them.
 */
final class GatewayLab implements AutoCloseable {

  static final String GATEWAY = "gw";
  static final String BRIDGE = "s2";

  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final Journal journal;
  private final Lab lab;

  private GatewayLab(Path folder, Journal journal, Lab lab) {
    this.folder = folder;
    this.journal = journal;
    this.lab = lab;
  }

  /** Builds it in that folder; no flows are anywhere yet. */
  static GatewayLab build(Path folder) throws IOException, InterruptedException, LabFailure {
    Problems problems = new Problems();
    Topology topology =
        TopologyReader.read(resource("gateway.yaml", folder), problems)
            .orElseThrow(() -> new IOException(problems.all().toString()));
    LabPaths paths = LabPaths.of(folder, "faults");
    Files.createDirectories(paths.state());
    Path root = OvsdbProcess.launcher().resolve("../../..").normalize();
    Installation installation = new Installation(root);
    installation.check(Set.of(Need.OVS), true);
    Journal journal = Journal.open(paths.journal());
    String token = UUID.randomUUID().toString();
    journal.write(new Entry.Opened(Journal.boot(), token));
    Lab lab =
        new Lab(
            new Plan(paths.tag(), topology),
            paths,
            installation,
            journal,
            new Spawner(journal, token));
    GatewayLab built = new GatewayLab(folder, journal, lab);
    try (Captures none = new Captures(lab, Set.of())) {
      new LabBuilder(lab).build(none);
    } catch (LabFailure e) {
      built.close();
      throw e;
    }
    return built;
  }

  /** A file of {@code faults/}, copied into a folder. */
  private static Path resource(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = GatewayLab.class.getResourceAsStream("/faults/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }

  HostSite gateway() {
    return lab.site(GATEWAY);
  }

  /** Where the gateway keeps its hardware_vtep database. */
  Path database() {
    return gateway().logs().resolve("vtep.db");
  }

  /** Runs a program on a host or guest, which must succeed, and gives what it printed. */
  String on(String node, String... words) throws IOException, InterruptedException, LabFailure {
    return Command.of(lab.namespace(node).enter(List.of(words)))
        .with(lab.environment(node))
        .require()
        .out();
  }

  String vsctl(String... words) throws IOException, InterruptedException, LabFailure {
    return on(GATEWAY, words("ovs-vsctl", "--timeout=20", words));
  }

  /** ovs-ofctl with OpenFlow 1.5. */
  String ofctl(String... words) throws IOException, InterruptedException, LabFailure {
    return on(GATEWAY, words("ovs-ofctl", "--protocols=OpenFlow15", words));
  }

  /** Deletes, one by one, the ports that vtepd made on the gateway's bridge. */
  void deleteTunnelPorts() throws IOException, InterruptedException, LabFailure {
    for (String port : tunnelPorts()) {
      vsctl("del-port", BRIDGE, port);
    }
  }

  /** Deletes them in one transaction. */
  void deleteTunnelPortsAtOnce() throws IOException, InterruptedException, LabFailure {
    vsctl(
        tunnelPorts().stream()
            .flatMap(port -> Stream.of("--", "--if-exists", "del-port", BRIDGE, port))
            .toArray(String[]::new));
  }

  private List<String> tunnelPorts() throws IOException, InterruptedException, LabFailure {
    return vsctl("list-ports", BRIDGE).lines().filter(port -> port.startsWith("vx")).toList();
  }

  String vtepctl(String... words) throws IOException, InterruptedException, LabFailure {
    return on(GATEWAY, words("vtep-ctl", "--timeout=20", words));
  }

  private static String[] words(String program, String option, String... more) {
    List<String> words = new ArrayList<>(List.of(program, option));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  /** Sends one transaction to the gateway, as a controller does. */
  JsonNode transact(String operations) throws IOException {
    String request =
        "{\"id\":1,\"method\":\"transact\",\"params\":[\"hardware_vtep\"," + operations + "]}";
    return OvsdbSocket.ask(gateway().vtepSocket(), request, ANSWER_LIMIT).path("result");
  }

  /** kill -9 of processes of the gateway. */
  void kill(HostProcess... processes) throws IOException, InterruptedException, LabFailure {
    for (HostProcess process : processes) {
      lab.signal(GATEWAY, process, Action.Signal.KILL);
    }
  }

  /** Starts processes of the gateway again, one when the one before answers. */
  void start(HostProcess... processes) throws IOException, InterruptedException, LabFailure {
    for (HostProcess process : processes) {
      lab.builder(gateway().host()).startAgain(process);
    }
  }

  /** Starts a Python program of {@code faults/} on a guest; its output is for the caller. */
  Process python(String guest, String script, String... arguments) throws IOException {
    Path file = folder.resolve(script);
    if (!Files.exists(file)) {
      resource(script, folder);
    }
    List<String> words = new ArrayList<>(List.of("python3", file.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(lab.namespace(guest).enter(words));
    builder.environment().putAll(lab.environment(guest));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  String ip(String guest) {
    return lab.guest(guest).ip().address();
  }

  String underlay(String host) {
    return lab.site(host).host().underlay().address();
  }

  String mac(String guest) {
    return lab.guest(guest).mac().toString();
  }

  @Override
  public void close() throws IOException {
    journal.close();
    try {
      Leftovers.of(lab.paths()).remove();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (LabFailure e) {
      throw new IOException(e);
    }
  }
}
