package io.vtepd.lab.cli;

import io.vtepd.lab.host.LabPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Which labs are there: each has a folder with a journal. */
final class Labs {

  private Labs() {}

  static List<String> names(Path root) throws IOException {
    Path runs = LabPaths.runs(root);
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
