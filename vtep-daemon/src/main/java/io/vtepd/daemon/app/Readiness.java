package io.vtepd.daemon.app;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the launcher, if it waits ({@code --detach}), that the daemon serves or why it does not:
 * one line into the pipe that it left us.
 */
final class Readiness {

  private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

  /** The system property with the pipe's name. */
  private static final String PROPERTY = "vtepd.ready";

  private final Optional<OutputStream> pipe;

  private Readiness(Optional<OutputStream> pipe) {
    this.pipe = pipe;
  }

  /** Opens the pipe at once: later there may be no reader, and opening it would block. */
  static Readiness open() throws IOException {
    String name = System.getProperty(PROPERTY, "");
    return new Readiness(
        name.isEmpty() ? Optional.empty() : Optional.of(new FileOutputStream(name)));
  }

  void ready() {
    tell("ready");
  }

  void failed(String reason) {
    tell("failed: " + reason.replace('\n', ' '));
  }

  private void tell(String line) {
    if (pipe.isEmpty()) {
      return;
    }
    try (OutputStream out = pipe.get()) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.warn("event=launcher-gone reason={}", String.valueOf(e.getMessage()));
    }
  }
}
