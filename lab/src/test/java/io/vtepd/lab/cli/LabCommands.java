package io.vtepd.lab.cli;

import io.vtepd.lab.host.LabPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the lab's commands as processes of their own, on the scenarios of a folder. */
final class LabCommands {

  /** A topology of one host with a switch and two guests. */
  static final String TINY =
      """
      format: 1
      hosts:
        net: {kind: router}
        one:
          kind: hypervisor
          underlay: {ip: 192.0.2.2/24, via: net}
          bridge: s1
          guests:
            left: {port: s1-eth1, ip: 10.9.0.1/24, mac: 00:00:00:00:0a:01}
            right: {port: s1-eth2, ip: 10.9.0.2/24, mac: 00:00:00:00:0a:02}
      """;

  /** A command that has ended, and all that it said. */
  record Ended(int code, String text) {}

  private final Path root;
  private final List<Process> started = new ArrayList<>();

  LabCommands(Path root) {
    this.root = root;
  }

  /** Makes the folders of topologies and scenarios, with {@link #TINY} as {@code tiny}. */
  void writeTiny() throws IOException {
    Files.createDirectories(root.resolve("lab/scenarios"));
    Files.createDirectories(root.resolve("lab/topologies"));
    Files.writeString(root.resolve("lab/topologies/tiny.yaml"), TINY);
  }

  /** Starts a command of the lab and does not wait for it. */
  Process start(Path output, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlab.root=" + root,
                LabCommand.class.getName()));
    command.addAll(List.of(words));
    return start(output, command);
  }

  private Process start(Path output, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    started.add(process);
    return process;
  }

  /** Runs a command of the lab. */
  Ended lab(String... words) throws IOException, InterruptedException {
    // Not the file of a process that start() left running: it would write over this one's words.
    Path output = root.resolve("answer");
    int code = start(output, words).waitFor();
    return new Ended(code, Files.readString(output));
  }

  /** Runs any command. */
  Ended said(String... command) throws IOException, InterruptedException {
    Path output = root.resolve("said");
    int code = start(output, List.of(command)).waitFor();
    return new Ended(code, Files.readString(output));
  }

  /** The namespaces that a lab has now. */
  List<String> namespaces(String lab) throws IOException {
    Path named = Path.of("/run/netns");
    if (!Files.isDirectory(named)) {
      return List.of();
    }
    String prefix = "vl" + LabPaths.of(root, lab).tag() + "-";
    try (Stream<Path> files = Files.list(named)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .toList();
    }
  }

  /** Ends what a failed test left running: it would hold the lab's lock. */
  void end() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      process.waitFor();
    }
  }
}
