package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the figures were taken on. */
final class Machine {

  private Machine() {}

  static String describe() throws IOException {
    long memoryKb = Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", ""));
    return "%d cores of %s, %d GB of memory, Linux %s; %s; Java %s; %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            field("/proc/cpuinfo", "model name"),
            Math.round(memoryKb / 1024.0 / 1024.0),
            System.getProperty("os.version").replaceAll("-.*", ""),
            Shell.run("ovsdb-server", "--version").lines().findFirst().orElse(""),
            Runtime.version(),
            LocalDate.now(ZoneOffset.UTC));
  }

  private static String field(String file, String name) throws IOException {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("0 (unknown)");
    }
  }
}
