package io.vtepd.lab.run;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.step.Vni;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

  /** Lines that are kept a capture; all are counted. */
  private static final int KEPT_LINES_LIMIT = 20_000;

  private static final Pattern VNI = Pattern.compile("\\bvni[ =](\\d+)\\b");

  private record Key(String router, int vni) {}

  private final Lab lab;
  private final Set<String> routers;
  private final List<Process> processes = new ArrayList<>();
  private final Map<Key, VniTally> tallies = new ConcurrentHashMap<>();
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
  VniTally tally(String router, Vni vni) {
    return tally(new Key(router, vni.number()));
  }

  private VniTally tally(Key key) {
    return tallies.computeIfAbsent(key, _ -> new VniTally());
  }

  /** Starts all captures; returns when each has its packet socket. */
  void start() throws IOException, InterruptedException, LabFailure {
    for (String router : routers) {
      Map<String, String> interfaces = lab.plan().interfacesOf(router);
      Files.createDirectories(lab.paths().node(router));
      for (Map.Entry<String, String> each : interfaces.entrySet()) {
        start(router, each.getKey(), each.getValue());
      }
      await(router);
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
        Matcher matcher = VNI.matcher(line);
        if (matcher.find()) {
          tally(new Key(router, Integer.parseInt(matcher.group(1)))).take(line);
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

  private void await(String router) throws IOException, InterruptedException, LabFailure {
    boolean ready =
        Await.until(
            START_LIMIT,
            () -> {
              for (Process process : started()) {
                if (!isBound(process.pid())) {
                  return false;
                }
              }
              return true;
            });
    if (!ready) {
      throw new LabFailure(
          "vtepd capture on " + router + " did not start, see " + lab.paths().node(router));
    }
  }

  private List<Process> started() {
    synchronized (processes) {
      return List.copyOf(processes);
    }
  }

  /**
   * A packet socket stands in /proc/PID/net/packet with the number of its interface and its inode.
   * Others' sockets are in that table, too: those of a report watch the same interfaces.
   */
  private static boolean isBound(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Set<String> own = sockets(process.resolve("fd"));
    if (own.isEmpty()) {
      return false;
    }
    for (String line : Files.readAllLines(process.resolve("net/packet"))) {
      String[] columns = line.strip().split("\\s+", -1);
      if (columns.length > 8 && !columns[4].equals("0") && own.contains(columns[8])) {
        return true;
      }
    }
    return false;
  }

  /** The inodes of a process's sockets. */
  private static Set<String> sockets(Path descriptors) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path each : open) {
        inode(each).ifPresent(inodes::add);
      }
    } catch (NoSuchFileException | DirectoryIteratorException e) {
      // It has ended, or ends: the caller sees no socket and says so in the end.
      return Set.of();
    }
    return inodes;
  }

  private static Optional<String> inode(Path descriptor) throws IOException {
    try {
      Matcher socket = SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
      return socket.matches() ? Optional.of(socket.group(1)) : Optional.empty();
    } catch (NoSuchFileException e) {
      // Closed since it was listed.
      return Optional.empty();
    }
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
