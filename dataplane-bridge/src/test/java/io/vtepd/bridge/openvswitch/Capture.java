package io.vtepd.bridge.openvswitch;

import static io.vtepd.bridge.openvswitch.VtepHost.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What passes a device of a namespace, as tcpdump tells it. */
final class Capture implements AutoCloseable {

  private static final int FILE_HEADER_BYTES = 24;

  private final Path file;
  private final Process tcpdump;

  private Capture(Path file, Process tcpdump) {
    this.file = file;
    this.tcpdump = tcpdump;
  }

  /** Returns when it listens. */
  static Capture start(Namespace namespace, String device, String... filter) throws IOException {
    Path file = Files.createTempFile("vtepd-", ".pcap");
    List<String> command = new ArrayList<>(List.of("tcpdump", "--immediate-mode", "-U"));
    // Room for bursts: a frame that waits takes as much as the longest that is asked for.
    command.addAll(List.of("-s", "256", "-B", "8192", "-i", device, "-w", file.toString()));
    command.addAll(List.of(filter));
    Process tcpdump = namespace.start(command.toArray(String[]::new));
    eventually("capture", () -> Files.size(file) >= FILE_HEADER_BYTES);
    return new Capture(file, tcpdump);
  }

  /** A line or more for each frame so far. */
  List<String> lines() {
    return Namespace.run(List.of("tcpdump", "-n", "-e", "-r", file.toString()))
        .lines()
        .filter(line -> !line.startsWith("reading from file"))
        .toList();
  }

  /** How many lines so far have that text. */
  long count(String text) {
    return lines().stream().filter(line -> line.contains(text)).count();
  }

  @Override
  public void close() throws IOException {
    tcpdump.destroy();
    tcpdump.onExit().join();
    Files.delete(file);
  }
}
