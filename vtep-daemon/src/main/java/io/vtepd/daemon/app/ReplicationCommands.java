package io.vtepd.daemon.app;

import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.replication.ExcludedTables;
import io.vtepd.daemon.replication.Replication;
import io.vtepd.daemon.replication.SyncStatus;
import io.vtepd.tls.stream.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The control socket's commands about replication: ovsdb-server's names, answers and all. */
final class ReplicationCommands {

  private static final long PROBE_INTERVAL_LIMIT_MS = 24L * 60 * 60 * 1_000;

  private final Replication replication;
  private final boolean hasKeys;

  private ReplicationCommands(Replication replication, boolean hasKeys) {
    this.replication = replication;
    this.hasKeys = hasKeys;
  }

  /**
   * @param hasKeys whether an active server may be dialled with TLS
   */
  static List<Command> all(Replication replication, boolean hasKeys) {
    ReplicationCommands commands = new ReplicationCommands(replication, hasKeys);
    return List.of(
        command("sync-status", "", 0, none -> replication.status().thenApply(SyncStatus::text)),
        command("get-active-ovsdb-server", "", 0, none -> commands.activeServer()),
        command("set-active-ovsdb-server", "SERVER", 1, commands::setActiveServer),
        command("connect-active-ovsdb-server", "", 0, none -> commands.connect()),
        command(
            "disconnect-active-ovsdb-server",
            "",
            0,
            none -> replication.becomeActive().thenApply(done -> "")),
        command("set-active-ovsdb-server-probe-interval", "MS", 1, commands::setProbeInterval),
        command(
            "get-sync-exclude-tables",
            "",
            0,
            none -> replication.excludedTables().thenApply(ExcludedTables::toString)),
        new Command(
            "ovsdb-server/set-sync-exclude-tables",
            "[DB:TABLE[,DB:TABLE]...]",
            0,
            1,
            commands::setExcludedTables));
  }

  private static Command command(String name, String usage, int arguments, Command.Action action) {
    return new Command("ovsdb-server/" + name, usage, arguments, arguments, action);
  }

  private CompletionStage<String> activeServer() {
    return replication.activeServer().thenApply(server -> server.map(Object::toString).orElse(""));
  }

  private CompletionStage<String> setActiveServer(List<String> words) throws CommandException {
    try {
      Target.Active target = Target.parseActive(words.getFirst());
      if (target.isTls() && !hasKeys) {
        throw new CommandException(target + " needs TLS: no --private-key was given at start");
      }
      return replication.setActiveServer(target).thenApply(done -> "");
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage(), e);
    }
  }

  /** As in the original, that it cannot be done is an answer, not an error. */
  private CompletionStage<String> connect() {
    return replication
        .becomeBackup()
        .handle((done, failure) -> failure == null ? "" : "Unable to connect: " + reason(failure));
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause.getMessage();
  }

  private CompletionStage<String> setProbeInterval(List<String> words) {
    boolean isNumber = words.getFirst().matches("[0-9]{1,8}");
    if (!isNumber || Long.parseLong(words.getFirst()) > PROBE_INTERVAL_LIMIT_MS) {
      return CompletableFuture.completedFuture("Invalid probe interval, integer value expected");
    }
    return replication.setProbeInterval(Long.parseLong(words.getFirst())).thenApply(done -> "");
  }

  private CompletionStage<String> setExcludedTables(List<String> words) throws CommandException {
    try {
      ExcludedTables tables = ExcludedTables.parse(words.isEmpty() ? "" : words.getFirst());
      return replication.setExcludedTables(tables).thenApply(done -> "");
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage(), e);
    }
  }
}
