package io.vtepd.daemon.app;

import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.tls.logging.LogValue;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands about databases, with the names and texts of ovsdb-server(1), which scripts parse. */
final class DatabaseCommands {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseCommands.class);

  private final OvsdbServer server;
  private final DatabaseFiles files;
  private final Set<String> needed;

  /**
   * @param needed databases that this process cannot be without
   */
  DatabaseCommands(OvsdbServer server, DatabaseFiles files, Set<String> needed) {
    this.server = server;
    this.files = files;
    this.needed = Set.copyOf(needed);
  }

  List<Command> all() {
    return List.of(
        new Command("ovsdb-server/list-dbs", "", 0, 0, none -> names()),
        new Command("ovsdb-server/add-db", "DB", 1, 1, words -> add(words.getFirst())),
        new Command("ovsdb-server/remove-db", "DB", 1, 1, words -> remove(words.getFirst())),
        new Command("ovsdb-server/compact", "[DB]", 0, 1, this::compact),
        new Command(
            "ovsdb-server/get-db-storage-status",
            "DB",
            1,
            1,
            words -> storageStatus(words.getFirst())),
        new Command(
            "ovsdb-server/memory-trim-on-compaction",
            "on|off",
            1,
            1,
            words -> trimMemory(words.getFirst())),
        new Command("ovsdb-server/tlog-set", "DB:TABLE on|off", 2, 2, this::setTrace),
        new Command(
            "ovsdb-server/tlog-list",
            "",
            0,
            0,
            none -> server.traces().thenApply(DatabaseCommands::describe)));
  }

  private CompletionStage<String> names() {
    return server
        .databaseNames()
        .thenApply(names -> String.join("\n", names.stream().sorted().toList()));
  }

  /** Reading a file takes its time, which an I/O thread does not have. */
  private CompletionStage<String> add(String text) throws CommandException {
    Path file;
    try {
      file = Path.of(text);
    } catch (InvalidPathException e) {
      throw new CommandException("'" + text + "' is no file name: " + e.getReason(), e);
    }
    return CompletableFuture.supplyAsync(
            () -> open(file),
            work -> Thread.ofPlatform().daemon().name("database-opening").start(work))
        .thenCompose(opened -> serve(file, opened));
  }

  private HostedDatabase open(Path file) {
    try {
      return files.open(file);
    } catch (StartupException e) {
      throw new CompletionException(new CommandException(e.getMessage(), e));
    }
  }

  private CompletionStage<String> serve(Path file, HostedDatabase opened) {
    return server
        .addDatabase(opened)
        .handle((done, failure) -> {
          if (failure == null) {
            return "";
          }
          try {
            opened.log().close();
          } catch (IOException e) {
            LOG.error("event=storage-failed file={}", LogValue.of(file.toString()), e);
          }
          files.onRefused(file);
          throw new CompletionException(
              new CommandException("ovsdb error: " + cause(failure).getMessage(), failure));
        });
  }

  private CompletionStage<String> remove(String name) throws CommandException {
    if (name.startsWith("_")) {
      throw new CommandException("Cannot remove reserved database.");
    }
    if (needed.contains(name)) {
      throw new CommandException(
          "Cannot remove database " + name + ": it is what this process is for; \"exit\" ends it");
    }
    return server
        .removeDatabase(name)
        .handle((done, failure) -> {
          if (failure != null) {
            throw explained(failure, "Failed to find the database.");
          }
          files.onRemoved(name);
          return "";
        });
  }

  private CompletionStage<String> compact(List<String> names) throws CommandException {
    if (!names.isEmpty() && names.getFirst().startsWith("_")) {
      throw new CommandException("cannot compact built-in databases");
    }
    CompletableFuture<List<String>> which =
        names.isEmpty()
            ? server
                .databaseNames()
                .thenApply(all -> all.stream().filter(name -> !name.startsWith("_")).toList())
            : CompletableFuture.completedFuture(names);
    return which
        .thenCompose(list ->
            CompletableFuture.allOf(
                list.stream().map(server::compact).toArray(CompletableFuture[]::new)))
        .handle((done, failure) -> {
          if (failure != null) {
            throw explained(failure, "no database by that name");
          }
          return "";
        });
  }

  private CompletionStage<String> trimMemory(String word) throws CommandException {
    return server.trimMemoryOnCompaction(isOn(word, "invalid argument")).thenApply(done -> "");
  }

  private CompletionStage<String> storageStatus(String name) {
    return server
        .storageProblem(name)
        .handle((problem, failure) -> {
          if (failure != null) {
            throw explained(failure, "Failed to find the database.");
          }
          return "status: " + problem.orElse("ok");
        });
  }

  private CompletionStage<String> setTrace(List<String> words) throws CommandException {
    int colon = words.getFirst().indexOf(':');
    if (colon < 0) {
      throw new CommandException("invalid DB:TABLE argument");
    }
    boolean on = isOn(words.getLast(), "invalid command argument");
    return server
        .trace(words.getFirst().substring(0, colon), words.getFirst().substring(colon + 1), on)
        .handle((done, failure) -> {
          if (failure != null) {
            throw explained(failure, cause(failure).getMessage());
          }
          return "";
        });
  }

  static boolean isOn(String word, String otherwise) throws CommandException {
    return switch (word) {
      case "on" -> true;
      case "off" -> false;
      default -> throw new CommandException(otherwise);
    };
  }

  private static String describe(SortedMap<String, Map<String, Boolean>> traces) {
    StringBuilder text =
        new StringBuilder(
            """
            database        table                       logging
            --------        -----                       -------
            """);
    traces.forEach((database, tables) -> {
      text.append(String.format("%-16s %n", database));
      tables.forEach((table, on) ->
          text.append(String.format("%-16s%-27s %s%n", "", table, on ? "ON" : "OFF")));
    });
    return text.toString();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /**
   * @param unknown what to say if there is no such database
   */
  private static CompletionException explained(Throwable failure, String unknown) {
    Throwable cause = cause(failure);
    String text =
        cause instanceof IllegalArgumentException ? unknown : String.valueOf(cause.getMessage());
    return new CompletionException(new CommandException(text, cause));
  }
}
