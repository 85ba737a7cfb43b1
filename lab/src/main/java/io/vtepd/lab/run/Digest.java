package io.vtepd.lab.run;

import io.vtepd.lab.scenario.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Tells whether a kept lab was made from what would be used now: files and the gateway's build. */
final class Digest {

  private Digest() {}

  static String of(Scenario scenario, Path root) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : scenario.files()) {
      digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    String hosts = scenario.topology().hostNames() + " " + scenario.topology().nic();
    digest.update(hosts.getBytes(StandardCharsets.UTF_8));
    for (Path jar : jars(root.resolve("vtep-daemon/target"))) {
      String stamp = jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
      digest.update(stamp.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> tree = Files.walk(folder, 2)) {
      return tree.filter(path -> path.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
