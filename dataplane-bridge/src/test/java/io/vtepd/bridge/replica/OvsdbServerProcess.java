package io.vtepd.bridge.replica;

import io.vtepd.tls.stream.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The reference ovsdb-server on a database file of its own, to be stopped and killed by tests. */
public final class OvsdbServerProcess implements AutoCloseable {

  private static final String SCHEMAS = "/usr/share/openvswitch/";

  private final Path directory;
  private Process process;

  private OvsdbServerProcess(Path directory) {
    this.directory = directory;
  }

  /**
   * @param schemaFile such as {@code vtep.ovsschema}
   */
  public static OvsdbServerProcess start(String schemaFile) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("/tmp"), "ovs-db-");
    OvsdbServerProcess server = new OvsdbServerProcess(directory);
    run("ovsdb-tool", "create", directory.resolve("db").toString(), SCHEMAS + schemaFile);
    server.start();
    return server;
  }

  public void start() throws IOException {
    Files.deleteIfExists(directory.resolve("sock"));
    process =
        new ProcessBuilder(
                "ovsdb-server",
                directory.resolve("db").toString(),
                "--remote=punix:" + directory.resolve("sock"),
                "--unixctl=" + directory.resolve("ctl"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .pollInterval(10, TimeUnit.MILLISECONDS)
        .until(() -> Files.exists(directory.resolve("sock")));
  }

  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  public Target.Active target() {
    return new Target.Unix(directory.resolve("sock").toString());
  }

  /** What {@code ovsdb-client transact} prints. */
  public String transact(String database, String operations) throws Exception {
    String params = "[\"" + database + "\"," + operations + "]";
    return run("ovsdb-client", "transact", target().toString(), params);
  }

  private static String run(String... command) throws Exception {
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (run.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + output);
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    kill();
    List<Path> files = new ArrayList<>();
    try (var walk = Files.walk(directory)) {
      walk.sorted(Comparator.reverseOrder()).forEach(files::add);
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
