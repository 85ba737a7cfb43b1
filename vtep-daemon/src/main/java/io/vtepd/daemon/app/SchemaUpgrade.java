package io.vtepd.daemon.app;

import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.database.SchemaConversion;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.SchemaRule;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.tls.logging.LogValue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database file of an older schema to the one that is needed, as Open vSwitch's start
 * scripts do: the file is copied first, then converted.
 */
final class SchemaUpgrade {

  private static final Logger LOG = LoggerFactory.getLogger(SchemaUpgrade.class);
  private static final int BACKUPS_LIMIT = 100;

  private SchemaUpgrade() {}

  /**
   * The database as it is, if the rule allows its schema; else converted, if its schema is older
   * than the wanted one.
   *
   * @throws StartupException saying what to do, if neither helps; the file is as it was
   */
  static HostedDatabase apply(
      Path file, HostedDatabase opened, DatabaseSchema wanted, SchemaRule rule)
      throws StartupException {
    DatabaseSchema present = opened.database().schema();
    Optional<String> problem = rule.problem(present);
    if (problem.isEmpty()) {
      return new HostedDatabase(opened.database(), opened.log(), rule);
    }
    if (!isOlder(present, wanted)) {
      throw new StartupException(
          file
              + ": "
              + problem.get()
              + "; start a vtepd that knows this schema, or convert the file with 'ovsdb-tool"
              + " convert' to "
              + wanted);
    }
    try {
      Database converted =
          SchemaConversion.convert(opened.database().snapshot(), wanted, new SecureRandom());
      Path backup = backUp(file.toRealPath(), present.version());
      opened.log().compact(converted.snapshot(), InstantSource.system().millis());
      LOG.warn(
          "event=database-upgraded file={} from={} to={} backup={}",
          LogValue.of(file.toString()),
          present.version(),
          wanted.version(),
          LogValue.of(backup.toString()));
      return new HostedDatabase(converted, opened.log(), rule);
    } catch (OvsdbException e) {
      throw new StartupException(
          file + " has schema " + present + " and does not fit " + wanted + ": " + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new StartupException(
          "cannot convert " + file + " from " + present + " to " + wanted + ": " + e.getMessage(),
          e);
    }
  }

  private static boolean isOlder(DatabaseSchema present, DatabaseSchema wanted) {
    return !present.version().isEmpty()
        && Arrays.compare(numbers(present.version()), numbers(wanted.version())) < 0;
  }

  private static long[] numbers(String version) {
    return Arrays.stream(version.split("\\."))
        .mapToLong(number -> number.length() > 18 ? Long.MAX_VALUE : Long.parseLong(number))
        .toArray();
  }

  private static Path backUp(Path file, String version) throws IOException {
    Path backup = freeName(file, version);
    Files.copy(file, backup, StandardCopyOption.COPY_ATTRIBUTES);
    for (Path path : List.of(backup, backup.toAbsolutePath().getParent())) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
    return backup;
  }

  private static Path freeName(Path file, String version) throws IOException {
    String name = file.getFileName() + ".backup-" + version;
    for (int i = 0; i < BACKUPS_LIMIT; i++) {
      Path path = file.resolveSibling(i == 0 ? name : name + "." + i);
      if (!Files.exists(path)) {
        return path;
      }
    }
    throw new IOException(
        "there are " + BACKUPS_LIMIT + " files like " + name + "; move them away");
  }
}
