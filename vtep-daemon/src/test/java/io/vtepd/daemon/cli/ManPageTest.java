package io.vtepd.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ManPageTest {

  private static final Pattern OPTION = Pattern.compile("(?m)^  (--[a-z0-9-]+)");

  private static String help(String... words) throws UsageException {
    return ((Invocation.Help) CommandLineParser.parse(List.of(words))).text();
  }

  private static void hasAllOptions(String page, String... command) throws UsageException {
    String[] words = Arrays.copyOf(command, command.length + 1);
    words[command.length] = "--help";
    String title = ".SH \"vtepd " + String.join(" ", command).replace("-", "\\-") + "\"\n";
    assertThat(page).contains(title);
    String section = page.substring(page.indexOf(title) + title.length()).split("\n\\.SH", 2)[0];
    Matcher option = OPTION.matcher(help(words));
    int count = 0;
    while (option.find()) {
      assertThat(section)
          .containsPattern(
              "\\.TP\n\\.B " + Pattern.quote(option.group(1).replace("-", "\\-")) + "[ \n]");
      count++;
    }
    assertThat(section.split("\n\\.TP\n", -1)).hasSize(count + 1);
    assertThat(count).isPositive();
  }

  @Test
  void hasEachOptionOfEachCommand() throws Exception {
    String page = help("help", "--man");
    hasAllOptions(page, "run");
    hasAllOptions(page, "ovsdb-server");
    hasAllOptions(page, "capture");
    for (String command : List.of("init", "request", "sign", "self-sign", "show", "fingerprint")) {
      hasAllOptions(page, "pki", command);
    }
    Matcher command = Pattern.compile("(?m)^ {2}([a-z-]+) {2,}").matcher(help("help"));
    while (command.find()) {
      assertThat(page).contains(".B " + command.group(1).replace("-", "\\-") + "\n");
    }
  }

  @Test
  @Tag("system")
  void isGoodRoff(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("vtepd.8");
    Files.writeString(page, help("help", "--man"));
    Process groff =
        new ProcessBuilder("groff", "-man", "-ww", "-Tutf8", page.toString())
            .redirectError(folder.resolve("err").toFile())
            .start();
    String text = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(groff.waitFor()).isZero();
    assertThat(folder.resolve("err")).isEmptyFile();
    assertThat(text).contains("tunnels begin", "the options stand in /etc/default/vtepd");
  }
}
