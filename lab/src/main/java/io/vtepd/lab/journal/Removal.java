package io.vtepd.lab.journal;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Removes what a journal names: processes, then namespaces (their cables go with them), then
 * directories. What has our name and is not ours is left alone and told.
 */
public final class Removal {

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final List<Entry> entries;
  private final boolean sameBoot;
  private final List<String> left = new ArrayList<>();

  public Removal(List<Entry> entries) throws IOException {
    this.entries = List.copyOf(entries);
    String boot = Journal.boot();
    this.sameBoot =
        entries.stream().anyMatch(e -> e instanceof Entry.Opened o && o.boot().equals(boot));
  }

  /** Removes all of it; returns a sentence for each thing that had to stay. */
  public List<String> run() throws IOException, InterruptedException, LabFailure {
    if (sameBoot) {
      killProcesses();
      deleteNamespaces();
    }
    for (Entry entry : entries) {
      if (entry instanceof Entry.DirectoryWanted wanted) {
        deleteTree(wanted.path());
      }
    }
    return List.copyOf(left);
  }

  /** The processes of this lab that are alive: journaled ones, and all that carry its token. */
  public List<OwnedProcess> processes() throws IOException {
    List<OwnedProcess> found = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.ProcessMade made && made.process().isAlive()) {
        found.add(made.process());
      }
    }
    String token = Journal.token(entries).orElse("");
    if (!token.isEmpty()) {
      for (OwnedProcess process : everyProcess()) {
        if (!found.contains(process)
            && process.pid() != ProcessHandle.current().pid()
            && process.hasVariable(Journal.TOKEN_VARIABLE, token)) {
          found.add(process);
        }
      }
    }
    return found;
  }

  private void killProcesses() throws IOException, InterruptedException, LabFailure {
    long deadline = System.nanoTime() + DEATH_LIMIT.toNanos();
    List<OwnedProcess> alive = processes();
    while (!alive.isEmpty()) {
      for (OwnedProcess process : alive) {
        ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
      if (System.nanoTime() > deadline) {
        throw new LabFailure("processes " + alive + " do not end; nothing more was removed.");
      }
      Await.pause(PAUSE);
      alive = processes();
    }
  }

  private void deleteNamespaces() throws IOException, InterruptedException, LabFailure {
    Map<String, OptionalLong> namespaces = new LinkedHashMap<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.NamespaceWanted wanted -> namespaces.put(wanted.name(), OptionalLong.empty());
        case Entry.NamespaceMade made -> namespaces.put(made.name(), OptionalLong.of(made.inode()));
        case Entry.Opened _, Entry.Home _ -> {}
        case Entry.ProcessMade _, Entry.DirectoryWanted _ -> {}
      }
    }
    StringBuilder batch = new StringBuilder();
    for (Map.Entry<String, OptionalLong> namespace : namespaces.entrySet()) {
      OptionalLong now = new Netns(namespace.getKey()).inode();
      boolean ours = namespace.getValue().isEmpty() || namespace.getValue().equals(now);
      if (now.isPresent() && ours) {
        batch.append("netns del ").append(namespace.getKey()).append('\n');
      } else if (now.isPresent()) {
        left.add("namespace " + namespace.getKey() + " was made by somebody else and stays");
      }
    }
    if (!batch.isEmpty()) {
      Command.of("ip", "-force", "-batch", "-").reading(batch.toString()).require();
    }
  }

  /** Deletes a directory and all in it; nothing when it is gone. */
  public static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static List<OwnedProcess> everyProcess() throws IOException {
    List<OwnedProcess> all = new ArrayList<>();
    for (ProcessHandle handle : ProcessHandle.allProcesses().toList()) {
      OwnedProcess.of(handle.pid()).ifPresent(all::add);
    }
    return all;
  }
}
