package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonCursor;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.json.SchemaJson;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Creates and opens database files of ovsdb(5), standalone format. */
public final class DatabaseFile {

  private DatabaseFile() {}

  /**
   * Makes a database without rows, on disk when this returns, with mode 0640. It gets its name when
   * it is complete, so a crash leaves no half of it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is such a file
   */
  public static void create(Path path, DatabaseSchema schema) throws IOException {
    long pid = ProcessHandle.current().pid();
    Path temporary = path.resolveSibling(path.getFileName() + "." + pid + ".new");
    Files.deleteIfExists(temporary);
    try {
      try (LogFile file = LogFile.create(temporary)) {
        SnapshotWriter.write(file, Snapshot.empty(schema), 0, written -> {});
        file.sync();
      }
      // Unlike a rename, a link does not take the place of a file that is there.
      Files.createLink(path, temporary);
    } finally {
      Files.deleteIfExists(temporary);
    }
    Directories.syncParent(path);
  }

  /**
   * Reads the whole file and takes its lock. Changes nothing in it.
   *
   * @param versions for the rows' {@code _version}
   * @throws IOException if it cannot be read, is no database, is in use, or has commits behind
   *     damage and the policy is {@link DamagePolicy#REFUSE}
   */
  public static OpenDatabase open(Path link, DamagePolicy policy, RandomGenerator versions)
      throws IOException {
    Path path = link.toRealPath();
    DatabaseLock lock = DatabaseLock.acquire(path);
    FileChannel file = null;
    try {
      file = LogFile.open(path);
      OpenDatabase database = read(path, lock, file, policy, versions);
      // What a compaction left that was killed.
      Files.deleteIfExists(FileRewrite.temporaryOf(path));
      return database;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (file != null) {
        file.close();
      }
      lock.close();
      throw e;
    }
  }

  private static OpenDatabase read(
      Path path, DatabaseLock lock, FileChannel file, DamagePolicy policy, RandomGenerator versions)
      throws IOException {
    RecordReader reader = new RecordReader(file);
    ReadRecord.Good first = readFirst(path, reader);
    Snapshot contents = Snapshot.empty(parseSchema(path, reader, first));
    Replay replay = Replay.run(reader, first.endOffset(), contents, versions);
    boolean damaged = replay.damage().isPresent();
    List<String> warnings = damaged ? List.of(assess(path, reader, replay, policy)) : List.of();
    LogFile log = new LogFile(file, replay.endOffset());
    return new OpenDatabase(
        replay.contents(),
        new FileLog(path, lock, log, replay.firstEndOffset(), damaged),
        warnings);
  }

  /** What to warn of, if the damage may be cut off. */
  private static String assess(Path path, RecordReader reader, Replay replay, DamagePolicy policy)
      throws IOException {
    ReadRecord.Damaged damage = replay.damage().orElseThrow();
    String where = path + " is damaged at offset " + replay.endOffset() + ": " + damage.reason();
    OptionalLong good = reader.findGood(replay.endOffset());
    // All contents were on disk before the file got its name, so they are not just torn.
    boolean losesContents = reader.beginsContents(replay.endOffset());
    boolean losesCommits = damage.isWhole() || good.isPresent() || losesContents;
    if (losesCommits && policy == DamagePolicy.REFUSE) {
      throw new IOException(
          where
              + (losesContents ? "; all contents were written there by a compaction" : "")
              + (good.isPresent() ? "; good records follow from offset " + good.getAsLong() : "")
              + "; not opened, because commits would be lost: restore a backup, or open it with"
              + " --cut-damaged to go on with what was committed before the damage");
    }
    return where
        + (losesCommits ? "; commits that follow are left out" : "; the log ends there")
        + "; the bytes from there on are copied to "
        + path.getFileName()
        + ".damaged-"
        + replay.endOffset()
        + " before the next write";
  }

  private static ReadRecord.Good readFirst(Path path, RecordReader reader) throws IOException {
    if (reader.standsAt(0, RecordHeader.CLUSTER_MAGIC)) {
      throw new IOException(
          path
              + " is a clustered database; only standalone ones can be served: convert it with"
              + " 'ovsdb-tool cluster-to-standalone'");
    }
    return switch (reader.read(0)) {
      case ReadRecord.Good good -> good;
      case ReadRecord.End end ->
          throw new IOException(path + " is empty; create it with 'ovsdb-tool create'");
      case ReadRecord.Damaged damaged ->
          throw new IOException(path + " has no readable schema record: " + damaged.reason());
    };
  }

  private static DatabaseSchema parseSchema(Path path, RecordReader reader, ReadRecord.Good record)
      throws IOException {
    try (JsonCursor json = reader.open(record)) {
      Json schema = json.value();
      json.end();
      return SchemaJson.parse(schema);
    } catch (OvsdbException | JsonSyntaxException e) {
      throw new IOException(path + " has no valid schema: " + e.getMessage(), e);
    }
  }
}
