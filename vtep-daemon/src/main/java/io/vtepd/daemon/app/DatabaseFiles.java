package io.vtepd.daemon.app;

import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.storage.DamagePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The database files that this process has open. A file's lock belongs to the process: were its
 * lock file opened once more and closed, the first lock would be gone. So no file is opened twice.
 *
 * <p>For any thread.
 */
final class DatabaseFiles {

  private final DamagePolicy policy;

  /** The name of the database in each open file. */
  private final Map<Path, String> open = new HashMap<>();

  DatabaseFiles(DamagePolicy policy) {
    this.policy = policy;
  }

  /**
   * Opens a file that must exist, and checks its contents.
   *
   * @throws StartupException saying why it cannot be served
   */
  synchronized HostedDatabase open(Path file) throws StartupException {
    if (open.keySet().stream().anyMatch(each -> isSame(each, file))) {
      throw new StartupException("ovsdb error: " + file + ": already open");
    }
    HostedDatabase opened = DatabaseOpening.open(file, policy);
    open.put(file.toAbsolutePath(), opened.name());
    return opened;
  }

  /** The file was opened, but is not served after all: its log was closed. */
  synchronized void onRefused(Path file) {
    open.keySet().removeIf(each -> isSame(each, file));
  }

  private static boolean isSame(Path known, Path file) {
    try {
      return Files.isSameFile(known, file);
    } catch (IOException e) {
      return false;
    }
  }

  /** A database is served no more: its log was closed. */
  synchronized void onRemoved(String database) {
    open.values().removeIf(database::equals);
  }
}
