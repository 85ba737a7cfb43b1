package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.faults.Corpus.Attack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The corpus, its README and the fuzz tests that read it belong together. */
class CorpusTest {

  private static final Pattern SEEDS =
      Pattern.compile(
          "<directory>\\.\\./tests/corpus/([a-z-]+)</directory>\\s*"
              + "<targetPath>([\\w/]+)Inputs/(\\w+)</targetPath>");

  @Test
  void readmeTellsOfEachFileAndOfNoOther() throws IOException {
    List<Path> told = Corpus.all().stream().map(Attack::file).toList();
    assertThat(told).containsExactlyInAnyOrderElementsOf(Corpus.files());
  }

  @Test
  void seedsGoWhereTheirFuzzTestLooksForThem() throws IOException {
    Path root = Corpus.root();
    Set<String> read = new TreeSet<>();
    for (String module : List.of("hardware-vtep-schema", "vtep-daemon")) {
      String pom = Files.readString(root.resolve(module).resolve("pom.xml"));
      for (MatchResult seeds : SEEDS.matcher(pom).results().toList()) {
        Path test = root.resolve(module).resolve("src/test/java/" + seeds.group(2) + ".java");
        assertThat(Files.readString(test))
            .containsPattern("@FuzzTest\\([^)]*\\)\\s+void " + seeds.group(3) + "\\(");
        read.add(seeds.group(1));
      }
    }
    // Openings are read by HostileBytes of tls, file by file.
    read.add("openings");
    assertThat(read).isEqualTo(folders());
  }

  private static Set<String> folders() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> entries = Files.list(Corpus.folder())) {
      entries.filter(Files::isDirectory).forEach(e -> names.add(e.getFileName().toString()));
    }
    return new TreeSet<>(names);
  }
}
