package io.vtepd.lab.run;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.step.Vni;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches the underlay with {@code vtepd capture} for a whole run, one capture an interface of each
 * router that the scenario looks at. Lines are counted by VNI and kept in the router's log.
 */
public final class Captures implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(20);

  /** Lines that are kept a capture; all are counted. */
  private static final int KEPT_LINES_LIMIT = 20_000;

  private static final Pattern VNI = Pattern.compile("\\bvni[ =](\\d+)\\b");

  /** Packets of one VNI. */
  public record Tally(long packets, String lastLine) {

    static final Tally NONE = new Tally(0, "");

    Tally and(String line) {
      return new Tally(packets + 1, line);
    }
  }

  private record Key(String router, int vni) {}

  private final Lab lab;
  private final Set<String> routers;
  private final List<Process> processes = new ArrayList<>();
  private final Map<Key, Tally> tallies = new ConcurrentHashMap<>();
  private final AtomicReference<String> fault = new AtomicReference<>("");

  public Captures(Lab lab, Set<String> routers) {
    this.lab = lab;
    this.routers = Set.copyOf(routers);
  }

  /** Refuses to go on with a capture that broke. */
  void check() throws LabFailure {
    if (!fault.get().isEmpty()) {
      throw new LabFailure(fault.get());
    }
  }

  /** What passed a router so far. */
  public Tally tally(String router, Vni vni) {
    return tallies.getOrDefault(new Key(router, vni.number()), Tally.NONE);
  }

  /** Starts all captures; returns when each has its packet socket. */
  void start() throws IOException, InterruptedException, LabFailure {
    for (String router : routers) {
      Map<String, String> interfaces = lab.plan().interfacesOf(router);
      Files.createDirectories(lab.paths().node(router));
      for (Map.Entry<String, String> each : interfaces.entrySet()) {
        start(router, each.getKey(), each.getValue());
      }
      await(router, interfaces.size());
    }
  }

  private void start(String router, String device, String leadsTo) throws IOException {
    List<String> command = List.of(lab.installation().vtepd().toString(), "capture", "-i", device);
    ProcessBuilder builder = new ProcessBuilder(lab.namespace(router).enter(command));
    builder.environment().putAll(lab.environment(router));
    Path folder = lab.paths().node(router);
    String name = "capture-" + leadsTo;
    builder.redirectError(folder.resolve(name + ".err").toFile());
    Process process = builder.start();
    synchronized (processes) {
      processes.add(process);
    }
    Thread.ofVirtual().start(() -> read(process, router, folder.resolve(name + ".log")));
  }

  private void read(Process process, String router, Path log) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        BufferedWriter kept = Files.newBufferedWriter(log)) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String text = line;
        Matcher matcher = VNI.matcher(line);
        if (matcher.find()) {
          Key key = new Key(router, Integer.parseInt(matcher.group(1)));
          tallies.compute(key, (_, old) -> (old == null ? Tally.NONE : old).and(text));
        }
        if (count++ < KEPT_LINES_LIMIT) {
          kept.write(line);
          kept.newLine();
          kept.flush();
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        fault.set("the capture on " + router + " broke: " + e.getMessage());
      }
    }
  }

  /** A packet socket stands in /proc/PID/net/packet with the number of its interface. */
  private void await(String router, int wanted)
      throws IOException, InterruptedException, LabFailure {
    boolean ready =
        Await.until(START_LIMIT, () -> boundInterfaces(processes.getLast().pid()) >= wanted);
    if (!ready) {
      throw new LabFailure(
          "vtepd capture on " + router + " did not start, see " + lab.paths().node(router));
    }
  }

  private static int boundInterfaces(long pid) throws IOException {
    Path table = Path.of("/proc", Long.toString(pid), "net/packet");
    if (!Files.exists(table)) {
      return 0;
    }
    Set<String> interfaces = new HashSet<>();
    for (String line : Files.readAllLines(table)) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 4 && columns[4].matches("[1-9][0-9]*")) {
        interfaces.add(columns[4]);
      }
    }
    return interfaces.size();
  }

  /** Ends the captures; nothing of them stays. */
  @Override
  public void close() {
    synchronized (processes) {
      for (Process process : processes) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }
}
