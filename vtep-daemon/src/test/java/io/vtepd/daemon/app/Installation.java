package io.vtepd.daemon.app;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The launcher with jars of what this test runs on, laid out as a build lays them out. */
final class Installation {

  private static final long LIMIT_SECONDS = 60;

  private final Path home;
  private final Path launcher;

  /** How a command has ended. */
  record Result(int exitCode, String out, String err) {}

  Installation(Path home) throws IOException {
    this.home = home;
    this.launcher = home.resolve("bin/vtepd");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("target/lib"));
    Files.copy(Path.of("bin/vtepd"), launcher);
    int count = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      if (entry.endsWith(".jar")) {
        Files.copy(path, home.resolve("target/lib").resolve(path.getFileName()));
      } else if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
        boolean isDaemon = path.equals(Path.of("target/classes").toAbsolutePath());
        jar(
            path,
            isDaemon ? "target/vtep-daemon-test.jar" : "target/lib/module" + count++ + ".jar");
      }
    }
  }

  private void jar(Path classes, String name) throws IOException {
    try (OutputStream out = Files.newOutputStream(home.resolve(name));
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> {
            try {
              jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
              Files.copy(file, jar);
              jar.closeEntry();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  /** Starts vtepd with those arguments, output into files beside it. */
  Process start(Path out, Path err, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("VTEPD_JAVA_HOME", System.getProperty("java.home"));
    // They live for a second or two.
    builder.environment().put("VTEPD_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    return builder.start();
  }

  /** Runs vtepd to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    return await(start(out, err, arguments), out, err);
  }

  private static Result await(Process process, Path out, Path err)
      throws IOException, InterruptedException {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("no end after " + LIMIT_SECONDS + " s: " + Files.readString(err));
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  /** Runs another program to its end, and answers what it printed. */
  String tool(String... command) throws IOException, InterruptedException {
    Path out = home.resolve("tool-out");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    Result result = await(process, out, out);
    if (result.exitCode() != 0) {
      throw new IOException(List.of(command) + ": " + result.out());
    }
    return result.out();
  }
}
