package io.vtepd.daemon.app;

import io.vtepd.bridge.capture.CaptureOptions;
import io.vtepd.bridge.capture.VxlanCapture;
import io.vtepd.daemon.cli.CaptureSettings;
import io.vtepd.daemon.cli.LogLevel;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** {@code vtepd capture}. */
final class CaptureCommand {

  private CaptureCommand() {}

  /** Shows packets until the count is reached or the process is stopped; the exit code. */
  static int run(CaptureSettings settings, PrintStream out, PrintStream err) {
    Logging logging = Logging.start(Optional.empty(), LogLevel.WARN);
    CaptureOptions options = CaptureOptions.on(settings.interfaceName());
    if (settings.count().isPresent()) {
      options = options.withCount(settings.count().getAsLong());
    }
    if (settings.vni().isPresent()) {
      options = options.withVni(settings.vni().get());
    }
    if (settings.writeFile().isPresent()) {
      options = options.withWriteFile(settings.writeFile().get());
    }
    try {
      VxlanCapture.run(
          options,
          line -> {
            out.println(line);
            out.flush();
          });
      return 0;
    } catch (IOException e) {
      err.println("vtepd: " + e.getMessage());
      return 1;
    } finally {
      logging.stop();
    }
  }
}
