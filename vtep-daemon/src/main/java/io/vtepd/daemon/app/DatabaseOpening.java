package io.vtepd.daemon.app;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.storage.DamagePolicy;
import io.vtepd.daemon.storage.DatabaseFile;
import io.vtepd.daemon.storage.OpenDatabase;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.tls.logging.LogValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a file to a database that the server takes. */
final class DatabaseOpening {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseOpening.class);

  private DatabaseOpening() {}

  /** Opens a file that must exist, and checks its contents. */
  static HostedDatabase open(Path file, DamagePolicy policy) throws StartupException {
    if (!Files.exists(file)) {
      throw new StartupException(
          file + " does not exist; make it with 'ovsdb-tool create " + file + " SCHEMA'");
    }
    try {
      OpenDatabase opened = DatabaseFile.open(file, policy, versions());
      opened
          .warnings()
          .forEach(warning -> LOG.warn("event=database-damaged warning={}", LogValue.of(warning)));
      try {
        return new HostedDatabase(Database.load(opened.contents()), opened.log());
      } catch (OvsdbException e) {
        opened.log().close();
        throw new StartupException(file + " breaks its own schema: " + e.getMessage(), e);
      }
    } catch (IOException e) {
      throw new StartupException("cannot open database: " + e.getMessage(), e);
    }
  }

  /** Versions have to be different, not secret; there may be a million to make. */
  private static RandomGenerator versions() {
    return new SplittableRandom(new SecureRandom().nextLong());
  }

  /** Gives up files that were opened before a later one failed. */
  static void closeAll(List<HostedDatabase> databases) {
    for (HostedDatabase database : databases) {
      try {
        database.log().close();
      } catch (IOException e) {
        LOG.error("event=storage-failed database={} closing its log", database.name(), e);
      }
    }
  }

  /** Makes the file if it is missing, with its directory. */
  static void createIfMissing(Path file, DatabaseSchema schema) throws StartupException {
    if (Files.exists(file)) {
      return;
    }
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      DatabaseFile.create(file, schema);
      LOG.info("event=database-created file={}", LogValue.of(file.toString()));
    } catch (IOException e) {
      throw new StartupException("cannot create database " + file + ": " + e.getMessage(), e);
    }
  }
}
