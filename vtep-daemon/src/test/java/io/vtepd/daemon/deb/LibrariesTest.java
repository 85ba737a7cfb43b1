package io.vtepd.daemon.deb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The libraries that we are built with are those that deb/libraries names, bit by bit. */
class LibrariesTest {

  @Test
  void areTheOnesThatWereLookedAt() throws Exception {
    Map<String, Path> jars =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> entry.endsWith(".jar"))
            .map(Path::of)
            .collect(
                Collectors.toMap(
                    jar -> jar.getFileName().toString(), Function.identity(), (one, same) -> one));
    List<String> lines =
        Files.readAllLines(Path.of("deb/libraries")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      assertThat(words).as(line).hasSize(5);
      String name = words[2] + "-" + words[3] + ".jar";
      assertThat(jars).as("the class path; deb/libraries has " + name).containsKey(name);
      byte[] bytes = Files.readAllBytes(jars.get(name));
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
          .as(name)
          .isEqualTo(words[0]);
    }
  }
}
