package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The Debian package: built, installed, used as its service would, removed. */
@Tag("system")
@Timeout(300)
class PackageE2eTest {

  private static final Path DAEMON = OvsdbProcess.launcher().resolve("../..").normalize();
  private static final Path RESOURCES = Path.of("src/test/resources/io/vtepd/tests/e2e");

  @TempDir private static Path built;
  private static Path deb;

  @BeforeAll
  static void build() throws IOException {
    Optional<Path> latest = latest();
    deb = latest.isPresent() ? latest.get() : build(built);
  }

  /** What {@code mvn -Pdeb} has made of the classes that are there. */
  private static Optional<Path> latest() throws IOException {
    List<Path> debs = files(DAEMON.resolve("target"), ".deb");
    List<Path> jars = new ArrayList<>(files(DAEMON.resolve("target"), ".jar"));
    jars.addAll(files(DAEMON.resolve("target/lib"), ".jar"));
    FileTime newest = FileTime.fromMillis(0);
    for (Path jar : jars) {
      FileTime time = Files.getLastModifiedTime(jar);
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    return debs.size() == 1 && Files.getLastModifiedTime(debs.getFirst()).compareTo(newest) > 0
        ? Optional.of(debs.getFirst())
        : Optional.empty();
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(end)).toList();
    }
  }

  private static Path build(Path folder) throws IOException {
    Commands.Outcome outcome =
        Commands.attempt(
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            DAEMON.resolve("deb/build").toString(),
            folder.toString());
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    return Path.of(outcome.output().strip());
  }

  @Test
  void secondBuildHasTheSameBytes(@TempDir Path folder) throws Exception {
    assertThat(Files.mismatch(deb, build(folder))).isEqualTo(-1);
  }

  @Test
  void listOfPartsNamesWhatIsInIt(@TempDir Path folder) throws Exception {
    Commands.run("dpkg-deb", "-x", deb.toString(), folder.toString());
    Json parts =
        JsonReader.parse(Files.readString(folder.resolve("usr/share/doc/vtepd/vtepd.cdx.json")));
    String text = parts.toText();
    assertThat(text).contains("\"bomFormat\":\"CycloneDX\"");
    List<String> libraries =
        files(folder.resolve("usr/lib/vtepd/jars/lib"), ".jar").stream()
            .map(jar -> jar.getFileName().toString())
            .filter(name -> !name.matches("(hardware-vtep-schema|tls|dataplane-bridge)-.*"))
            .sorted(Comparator.naturalOrder())
            .toList();
    assertThat(text.split("\"type\":\"library\"", -1)).hasSize(libraries.size() + 1);
    for (String library : libraries) {
      String digest =
          Commands.run("sha256sum", DAEMON.resolve("target/lib").resolve(library).toString())
              .split(" ", 2)[0];
      assertThat(text).as(library).contains("\"content\":\"" + digest + "\"");
    }
  }

  @Test
  void strangeLibraryIsNotShipped(@TempDir Path folder) throws Exception {
    Path copy = Files.createDirectories(folder.resolve("vtep-daemon"));
    Files.copy(DAEMON.resolve("../pom.xml"), folder.resolve("pom.xml"));
    for (String each : List.of("deb", "target/lib")) {
      Files.createDirectories(copy.resolve(each).getParent());
      Commands.run("cp", "-r", DAEMON.resolve(each).toString(), copy.resolve(each).toString());
    }
    for (Path jar : files(DAEMON.resolve("target"), ".jar")) {
      Files.copy(jar, copy.resolve("target").resolve(jar.getFileName()));
    }
    Path changed = copy.resolve("target/lib/slf4j-api-2.0.20.jar");
    byte[] bytes =
        Files.readAllBytes(
            files(copy.resolve("target/lib"), ".jar").stream()
                .filter(jar -> jar.getFileName().toString().startsWith("slf4j"))
                .findFirst()
                .orElse(changed));
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed, bytes);
    Commands.Outcome outcome =
        Commands.attempt(
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            copy.resolve("deb/build").toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).contains("slf4j").contains("other libraries than deb/libraries");
  }

  @Test
  void livesUnderSystemdAndLeavesNothingBehind(@TempDir Path folder) throws Exception {
    Commands.Outcome outcome =
        Commands.attempt(
            Map.of(),
            RESOURCES.resolve("copied-machine.sh").toAbsolutePath().toString(),
            folder.toString(),
            deb.toString(),
            RESOURCES.resolve("package-life.sh").toString());
    String said = outcome.output();
    assertThat(outcome.exitCode()).as(said).isZero();
    assertThat(said)
        .contains("user uid=vtepd gid=vtepd groups=vtepd,openvswitch")
        .contains("mode 750 root vtepd /etc/vtepd")
        .contains("mode 750 vtepd vtepd /var/lib/vtepd")
        .contains("mode 644 root root /usr/lib/vtepd/jars/vtepd.aot")
        .contains("VTEPD(8)", "service active enabled")
        .contains("mode 600 vtepd vtepd /var/lib/vtepd/vtepd-privkey.pem")
        .containsPattern("SHA-256 [0-9a-f:]{95}\nBEGIN CERTIFICATE\nTLS port: 1\n")
        .containsPattern("runs .*/usr/lib/vtepd/runtime/bin/java, cache mapped: [1-9]")
        .containsPattern("CapEff:\\s0{16}\n")
        .containsPattern("CapBnd:\\s0{16}\n")
        .containsPattern("NoNewPrivs:\\s1\n")
        .containsPattern("Seccomp:\\s2\n")
        .contains("mode 770 root openvswitch /run/openvswitch/gw0.mgmt")
        .contains("mode 770 vtepd openvswitch /run/vtepd/db.sock")
        .contains("mode 770 vtepd openvswitch /run/vtepd/vtepd.ctl")
        .contains("mode 600 vtepd vtepd /var/lib/vtepd/vtep.db")
        .contains("flows are there", "status is there")
        .contains("watchdog has started it anew")
        .contains("ended with 143: success", "run directory is gone")
        .contains("vtepd was stopped", "programs are gone", "user is gone")
        .endsWith("left behind:\n");
  }
}
