package io.vtepd.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real browser without a window, and what it makes of a page. */
public final class Browser {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern PROBE =
      Pattern.compile("<pre id=\"probe\">(.*?)</pre>", Pattern.DOTALL);

  private final Path folder;

  /** One with its profile in a folder. */
  public Browser(Path folder) {
    this.folder = folder;
  }

  /** Opens a copy of a page that looks at itself; nothing may be logged to its console. */
  public JsonNode probe(String page, boolean dark) throws IOException, InterruptedException {
    String script;
    try (InputStream in = Browser.class.getResourceAsStream("probe.js")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path copy = folder.resolve("probe.html");
    Files.writeString(copy, page.replace("</body>", "<script>" + script + "</script></body>"));
    Completed completed = run(dark, "--dump-dom", copy);
    assertThat(completed.err()).doesNotContain("CONSOLE");
    Matcher matcher = PROBE.matcher(completed.out());
    assertThat(matcher.find()).as(completed.err()).isTrue();
    String text =
        matcher.group(1).replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    return new ObjectMapper().readTree(text.replace("&amp;", "&"));
  }

  private Completed run(boolean dark, String what, Path page)
      throws IOException, InterruptedException {
    return Command.of(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--enable-logging=stderr",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--window-size=1250,1000",
                "--user-data-dir=" + folder.resolve("profile"),
                what,
                page.toUri().toString()))
        .within(LIMIT)
        .run();
  }
}
