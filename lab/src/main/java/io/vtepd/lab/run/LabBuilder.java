package io.vtepd.lab.run;

import io.vtepd.lab.journal.Entry;
import io.vtepd.lab.journal.OwnedProcess;
import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Delays;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.net.Wiring;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Builds a lab from nothing. */
public final class LabBuilder {

  private static final Duration LINE_LIMIT = Duration.ofSeconds(30);

  private final Lab lab;

  public LabBuilder(Lab lab) {
    this.lab = lab;
  }

  /** Builds it with nobody looking. */
  public Delays build(Captures captures) throws IOException, InterruptedException, LabFailure {
    return build(captures, Witness.NONE);
  }

  /**
   * Namespaces and cables, keys beside them, then all hosts at once; returns what delays frames.
   */
  public Delays build(Captures captures, Witness witness)
      throws IOException, InterruptedException, LabFailure {
    Delays delays = Delays.of(lab.plan().topology());
    Wiring wiring = new Wiring(lab.plan(), delays);
    directory(lab.paths().sockets());
    OwnedProcess me = OwnedProcess.of(ProcessHandle.current().pid()).orElseThrow();
    lab.journal().write(new Entry.Home(lab.paths().state().toAbsolutePath(), me));
    lab.journal().copyTo(lab.paths().journalCopy());
    try (Parallel parallel = new Parallel()) {
      parallel.start(this::makeKeys);
      namespaces(wiring.namespaces());
      Command.of("ip", "-batch", "-").reading(wiring.cables()).require();
      for (Map.Entry<String, String> script : wiring.scripts().entrySet()) {
        parallel.start(() -> lab.namespace(script.getKey()).script(script.getValue()));
      }
      if (!wiring.middle().isEmpty()) {
        lab.plan().lineNamespace().script(wiring.middle());
      }
      if (delays == Delays.LINE) {
        for (Plan.Uplink uplink : lab.plan().uplinks()) {
          if (uplink.host().cable().delay().isPresent()) {
            parallel.start(() -> delayLine(uplink));
          }
        }
      }
      parallel.join();
      for (Host.SwitchHost host : lab.plan().topology().switchHosts()) {
        parallel.start(lab.builder(host)::build);
      }
      for (Guest server : lab.plan().topology().dhcpServers()) {
        parallel.start(() -> new DhcpServers(lab).start(server));
      }
      parallel.start(captures::start);
      parallel.start(() -> witness.cabled(lab));
      entrances();
      parallel.join();
    }
    return delays;
  }

  private void delayLine(Plan.Uplink uplink) throws IOException, InterruptedException, LabFailure {
    String host = uplink.host().name();
    Path logs = Files.createDirectories(lab.paths().node(host));
    Path output = logs.resolve("delay-line.out");
    List<String> words =
        List.of(
            lab.installation().delayLine().toString(),
            uplink.lineHostEnd(),
            uplink.lineRouterEnd(),
            Long.toString(uplink.host().cable().delay().orElseThrow().toMillis()));
    Process line =
        lab.spawner()
            .start(host, "delay-line", lab.plan().lineNamespace(), words, Map.of(), output);
    Await.ready(
        line,
        LINE_LIMIT,
        "delay-line of " + host + " (see " + output + ")",
        () -> Files.readString(output).contains("ready"));
  }

  private void directory(Path path) throws IOException {
    lab.journal().write(new Entry.DirectoryWanted(path));
    Files.createDirectories(path);
  }

  private void namespaces(List<Netns> namespaces)
      throws IOException, InterruptedException, LabFailure {
    for (Netns namespace : namespaces) {
      if (namespace.inode().isPresent()) {
        throw new LabFailure(
            "namespace "
                + namespace.name()
                + " exists and is not of this lab."
                + " If nobody needs it: ip netns del "
                + namespace.name());
      }
      lab.journal().write(new Entry.NamespaceWanted(namespace.name()));
    }
    StringBuilder batch = new StringBuilder();
    namespaces.forEach(n -> batch.append("netns add ").append(n.name()).append('\n'));
    Command.of("ip", "-batch", "-").reading(batch.toString()).require();
    for (Netns namespace : namespaces) {
      lab.journal()
          .write(new Entry.NamespaceMade(namespace.name(), namespace.inode().orElseThrow()));
    }
  }

  private void makeKeys() throws IOException, InterruptedException, LabFailure {
    List<String> gateways =
        lab.plan().topology().vteps().stream().map(Host.SwitchHost::name).toList();
    if (!gateways.isEmpty()) {
      lab.keys().make(gateways, List.of("controller"));
    }
  }

  /** One script a node, for lab/exec: it enters the namespace with the node's environment. */
  private void entrances() throws IOException {
    Files.createDirectories(lab.paths().entrances());
    List<String> nodes = new ArrayList<>(lab.plan().topology().nodeNames());
    for (String node : nodes) {
      StringBuilder script = new StringBuilder("#!/bin/sh\n");
      lab.variables(node).forEach((name, value) -> script.append(export(name, value)));
      script.append("PATH='").append(lab.programs(node)).append("':$PATH\nexport PATH\n");
      script.append("exec ip netns exec ").append(lab.namespace(node).name()).append(" \"$@\"\n");
      Path file = lab.paths().entrances().resolve(node);
      Files.writeString(file, script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static String export(String name, String value) {
    return name + "='" + value + "'\nexport " + name + "\n";
  }
}
