package io.vtepd.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data files of the lab.
 *
 * @param root the folder that holds {@code scenarios} and {@code topologies}
 */
public record Library(Path root) {

  public Optional<Path> scenario(String name) {
    return file(root.resolve("scenarios"), name);
  }

  public Optional<Path> topology(String name) {
    return file(root.resolve("topologies"), name);
  }

  public List<String> scenarioNames() throws IOException {
    return names(root.resolve("scenarios"));
  }

  public List<String> topologyNames() throws IOException {
    return names(root.resolve("topologies"));
  }

  /** Where the requests and flows of a scenario are: a folder of its name. */
  public Path folder(String scenario) {
    return root.resolve("scenarios").resolve(scenario);
  }

  private static Optional<Path> file(Path folder, String name) {
    return Stream.of(".yaml", ".json")
        .map(ending -> folder.resolve(name + ending).normalize())
        .filter(path -> folder.equals(path.getParent()) && Files.isRegularFile(path))
        .findFirst();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") || name.endsWith(".json"))
          .map(name -> name.substring(0, name.lastIndexOf('.')))
          .sorted()
          .toList();
    }
  }
}
