package io.vtepd.lab.measure;

import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes pictures for slides of charts, by a browser that is installed anyway. */
final class ChartPainter {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));

  private ChartPainter() {}

  /** Writes a PNG beside an SVG file, twice as fine as a screen; returns why there is none. */
  static Optional<String> paint(Path svg, int heightPixels)
      throws IOException, InterruptedException {
    Optional<Path> browser = BROWSERS.stream().filter(Files::isExecutable).findFirst();
    if (browser.isEmpty()) {
      return Optional.of("that takes Chromium (apt install chromium)");
    }
    Path profile = Files.createTempDirectory("vtepd-measure");
    Path png = Path.of(svg.toString().replaceFirst("\\.svg$", ".png"));
    try {
      Completed painted =
          Command.of(
                  browser.get().toString(),
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--hide-scrollbars",
                  "--force-device-scale-factor=2",
                  "--user-data-dir=" + profile,
                  "--window-size=" + (int) Charts.WIDTH + "," + heightPixels,
                  "--screenshot=" + png,
                  svg.toUri().toString())
              .within(LIMIT)
              .run();
      return painted.succeeded() && Files.exists(png)
          ? Optional.empty()
          : Optional.of(browser.get() + " failed: " + painted.lastLine());
    } finally {
      Command.of("rm", "-rf", profile.toString()).run();
    }
  }
}
