package io.vtepd.lab.host;

import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code vtepd controller} on a host that is for nothing else. */
public final class ControllerProcess {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PROGRAM = "controller";

  private final String host;
  private final Netns namespace;
  private final Path logs;
  private final Path run;
  private final Installation installation;
  private final Keys keys;
  private final Spawner spawner;
  private final Running running;

  /** Knows what runs. */
  @FunctionalInterface
  public interface Running {

    /** Whether a program of a host runs. */
    boolean isUp(String host, String program) throws IOException;
  }

  public ControllerProcess(
      String host,
      Netns namespace,
      LabPaths paths,
      Installation installation,
      Keys keys,
      Spawner spawner,
      Running running) {
    this.host = host;
    this.namespace = namespace;
    this.logs = paths.node(host);
    this.run = paths.sockets().resolve(host);
    this.installation = installation;
    this.keys = keys;
    this.spawner = spawner;
    this.running = running;
  }

  /** Gives it a file of networks; it starts, if it does not run, or reads the file by itself. */
  public void give(Path networks) throws IOException, InterruptedException, LabFailure {
    Files.createDirectories(logs);
    Files.createDirectories(run);
    Path next = logs.resolve("networks.next");
    Files.copy(networks, next, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        next, networks(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    if (!running.isUp(host, PROGRAM)) {
      start();
    }
  }

  private Path networks() {
    return logs.resolve("networks.json");
  }

  /** Starts it and waits until it answers. What it explains is in {@code controller.out}. */
  public void start() throws IOException, InterruptedException, LabFailure {
    if (!Files.exists(networks())) {
      throw new LabFailure(host + " has no networks yet: give it some by a step \"controller\"");
    }
    Path control = run.resolve("controller.ctl");
    // One that was killed may not be wholly gone yet, and would answer in the new one's place.
    Files.deleteIfExists(control);
    List<String> words =
        new ArrayList<>(
            List.of(
                installation.vtepd().toString(),
                "controller",
                "--explain",
                "--networks=" + networks(),
                "--remote=pssl:" + Programs.TLS_PORT,
                "--rundir=" + run,
                "--unixctl=" + control,
                "--log-file=" + logs.resolve("controller.log")));
    words.addAll(keys.controllerOptions("controller"));
    Process started =
        spawner.start(host, PROGRAM, namespace, words, Map.of(), logs.resolve("controller.out"));
    Await.ready(started, LIMIT, "controller of " + host, () -> OvsdbSocket.accepts(control));
  }
}
