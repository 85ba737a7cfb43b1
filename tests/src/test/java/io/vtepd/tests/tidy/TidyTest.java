package io.vtepd.tests.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes, names and links, over every source file and document. Its exceptions may only shrink. */
class TidyTest {

  private static final int LINE_CHARACTERS = 120;
  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 60;
  private static final Set<String> TOP_LEVEL =
      Set.of(
          "vtep-daemon",
          "hardware-vtep-schema",
          "dataplane-bridge",
          "tls",
          "lab",
          "tests",
          "README.md",
          "pom.xml",
          "LICENSE",
          "CHANGELOG.md");
  private static final Pattern BANNED_NAME =
      Pattern.compile("(Helper|Utils?|Impl|Service|Data|Info)$|(?<!^)Manager$");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*Test)(?:#(\\w+))?`");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b|@Disabled|Thread\\.sleep");

  /** A quote in the value would end it early, a newline forge a line: LogValue quotes by itself. */
  private static final Pattern QUOTED_IN_LOG = Pattern.compile("=\\\\\"\\{}\\\\\"");

  @Test
  void topLevelIsWhatTheOwnerFixed() throws IOException {
    Set<String> surplus = new TreeSet<>();
    try (Stream<Path> entries = Files.list(Checkout.root())) {
      entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith(".") && !TOP_LEVEL.contains(name))
          .filter(name -> !name.equals("target"))
          .forEach(surplus::add);
    }
    assertThat(surplus).isEmpty();
  }

  @Test
  void filesAndLinesAreShort() {
    List<String> faults = new ArrayList<>();
    for (Path file : Checkout.files(".java")) {
      List<String> lines = Checkout.read(file).lines().toList();
      if (lines.size() > FILE_LINES) {
        faults.add(Checkout.name(file) + ": " + lines.size() + " lines");
      }
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).length() > LINE_CHARACTERS) {
          faults.add(Checkout.name(file) + ":" + (i + 1) + ": over " + LINE_CHARACTERS);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void methodsAreShort() throws IOException {
    List<String> faults = new ArrayList<>();
    for (JavaMethods.Method method : JavaMethods.in(Checkout.files(".java"))) {
      if (method.lineCount() > METHOD_LINES) {
        faults.add(method + ": " + method.lineCount() + " lines");
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void nothingIsLeftUnfinished() {
    assertThat(findings(UNFINISHED)).isEmpty();
  }

  @Test
  void logLinesQuoteTheirValuesByOneRule() {
    assertThat(findings(QUOTED_IN_LOG)).isEmpty();
  }

  private static List<String> findings(Pattern forbidden) {
    List<String> findings = new ArrayList<>();
    for (Path file : Checkout.files(".java")) {
      if (file.endsWith("TidyTest.java")) {
        continue;
      }
      Matcher matcher = forbidden.matcher(Checkout.read(file));
      while (matcher.find()) {
        findings.add(Checkout.name(file) + ": " + matcher.group());
      }
    }
    return findings;
  }

  @Test
  void typeNamesSayWhatTheTypeIs() {
    List<String> faults = new ArrayList<>();
    for (Path file : Checkout.files(".java")) {
      String type = file.getFileName().toString().replace(".java", "");
      if (BANNED_NAME.matcher(type).find()) {
        faults.add(Checkout.name(file));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    Set<Path> folders = new TreeSet<>();
    Checkout.files(".java").forEach(file -> folders.add(file.getParent()));
    List<String> faults = new ArrayList<>();
    for (Path folder : folders) {
      boolean isTest = folder.toString().contains("/src/test/");
      boolean documented = Files.exists(folder.resolve("package-info.java"));
      // Tests beside their class share its package and its document.
      if (!documented && !(isTest && Files.exists(mainFolder(folder)))) {
        faults.add(Checkout.name(folder));
      }
    }
    assertThat(faults).isEmpty();
  }

  private static Path mainFolder(Path testFolder) {
    return Path.of(testFolder.toString().replace("/src/test/", "/src/main/"));
  }

  @Test
  void everyModuleHasItsReadme() {
    List<String> missing = new ArrayList<>();
    for (String module :
        List.of("hardware-vtep-schema", "tls", "dataplane-bridge", "vtep-daemon", "lab", "tests")) {
      if (!Files.exists(Checkout.root().resolve(module).resolve("README.md"))) {
        missing.add(module);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void testsThatShowPromisesAreThere() {
    Map<String, Path> tests = new HashMap<>();
    Checkout.files(".java")
        .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), file));
    Path page = Checkout.root().resolve("vtep-daemon/SECURITY.md");
    Matcher named = NAMED_TEST.matcher(Checkout.read(page));
    List<String> missing = new ArrayList<>();
    int count = 0;
    while (named.find()) {
      count++;
      Path file = tests.get(named.group(1));
      boolean found =
          file != null
              && (named.group(2) == null
                  || Checkout.read(file).contains("void " + named.group(2) + "("));
      if (!found) {
        missing.add(named.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(count).isGreaterThan(30);
  }

  @Test
  void linksInDocumentsResolve() {
    List<String> faults = new ArrayList<>();
    for (Path file : Checkout.files(".md")) {
      Matcher link = LINK.matcher(Checkout.read(file));
      while (link.find()) {
        String target = link.group(1);
        boolean external = target.contains("://") || target.startsWith("mailto:");
        if (!external && !Files.exists(file.getParent().resolve(target))) {
          faults.add(Checkout.name(file) + ": " + target);
        }
      }
    }
    assertThat(faults).isEmpty();
  }
}
