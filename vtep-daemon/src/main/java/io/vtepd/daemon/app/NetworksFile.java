package io.vtepd.daemon.app;

import io.vtepd.daemon.controller.Networks;
import io.vtepd.daemon.controller.NetworksException;
import io.vtepd.daemon.controller.NetworksReader;
import io.vtepd.tls.logging.LogValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of networks, read again when it has changed. For one thread. */
final class NetworksFile {

  /** Between two looks at the file. */
  static final long INTERVAL_MS = 300;

  private static final Logger LOG = LoggerFactory.getLogger(NetworksFile.class);

  private final Path file;
  private final Consumer<Networks> onChange;
  private List<Object> stamp;

  private NetworksFile(Path file, Consumer<Networks> onChange) {
    this.file = file;
    this.onChange = onChange;
    this.stamp = stamp(file);
  }

  /** Reads it for the first time. */
  static NetworksFile open(Path file, Consumer<Networks> onChange) throws StartupException {
    NetworksFile opened = new NetworksFile(file, onChange);
    try {
      onChange.accept(NetworksReader.read(file));
      return opened;
    } catch (NetworksException e) {
      throw new StartupException(e.getMessage(), e);
    } catch (IOException e) {
      throw new StartupException("cannot read --networks " + file + ": " + e, e);
    }
  }

  /** Reads it again if it is another one than at the last look. A bad one changes nothing. */
  void look() {
    List<Object> now = stamp(file);
    if (now.equals(stamp)) {
      return;
    }
    stamp = now;
    try {
      onChange.accept(NetworksReader.read(file));
      LOG.info("event=networks-read file={}", LogValue.of(file.toString()));
    } catch (NetworksException e) {
      e.problems()
          .forEach(problem ->
              LOG.error("event=networks-unusable fault={}", LogValue.of(problem.toString())));
    } catch (IOException e) {
      LOG.error("event=networks-unreadable cause={}", LogValue.of(e.toString()));
    }
  }

  private static List<Object> stamp(Path file) {
    try {
      var found = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey()));
    } catch (IOException e) {
      // Why it can't be read tells whoever reads it.
      return List.of();
    }
  }
}
