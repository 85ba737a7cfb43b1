package io.vtepd.daemon.app;

import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The control socket's commands about the server, named as ovsdb-server(8) names them. */
final class AdminCommands {

  private final OvsdbServer server;
  private final Remotes remotes;

  private AdminCommands(OvsdbServer server, Remotes remotes) {
    this.server = server;
    this.remotes = remotes;
  }

  static List<Command> all(OvsdbServer server, Remotes remotes) {
    AdminCommands admin = new AdminCommands(server, remotes);
    List<Command> commands = new ArrayList<>();
    commands.add(new Command("memory/show", "", 0, 0, none -> admin.memory()));
    commands.add(new Command("ovsdb-server/list-dbs", "", 0, 0, none -> admin.databases()));
    commands.add(
        new Command("ovsdb-server/compact", "[DATABASE]", 0, 1, names -> admin.compact(names)));
    commands.add(new Command("ovsdb-server/list-remotes", "", 0, 0, none -> admin.listRemotes()));
    commands.add(
        new Command(
            "ovsdb-server/add-remote", "REMOTE", 1, 1, words -> admin.addRemote(words.getFirst())));
    commands.add(
        new Command(
            "ovsdb-server/remove-remote",
            "REMOTE",
            1,
            1,
            words -> admin.removeRemote(words.getFirst())));
    return commands;
  }

  private CompletionStage<String> memory() {
    return server.memory().thenApply(this::describe);
  }

  private String describe(ServerMemory memory) {
    Runtime runtime = Runtime.getRuntime();
    StringBuilder text = new StringBuilder();
    text.append("sessions:").append(memory.sessions());
    text.append(" monitors:").append(memory.monitors());
    text.append(" waiting:").append(memory.waits());
    text.append(" queue:").append(memory.queueLength());
    new TreeMap<>(memory.rows())
        .forEach((name, rows) -> text.append(" rows-").append(name).append(':').append(rows));
    text.append(" heap-used-kb:").append((runtime.totalMemory() - runtime.freeMemory()) >> 10);
    text.append(" heap-kb:").append(runtime.totalMemory() >> 10);
    server
        .counters()
        .all()
        .forEach(
            (counter, count) -> text.append(' ').append(counter.id()).append(':').append(count));
    return text.toString();
  }

  private CompletionStage<String> databases() {
    return server
        .databaseNames()
        .thenApply(names -> String.join("\n", names.stream().sorted().toList()));
  }

  private CompletionStage<String> compact(List<String> names) {
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
        .thenApply(done -> "")
        .exceptionally(AdminCommands::explain);
  }

  private static String explain(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    throw new CompletionException(new CommandException(String.valueOf(cause.getMessage()), cause));
  }

  private CompletionStage<String> listRemotes() {
    return remotes.list().thenApply(list -> String.join("\n", list.stream().sorted().toList()));
  }

  private CompletionStage<String> addRemote(String text) throws CommandException {
    return remotes.add(parse(text)).thenApply(done -> "").exceptionally(AdminCommands::explain);
  }

  private CompletionStage<String> removeRemote(String text) throws CommandException {
    return remotes
        .remove(parse(text))
        .thenApply(was -> {
          if (!was) {
            throw new CompletionException(
                new CommandException("no such remote; list-remotes shows them"));
          }
          return "";
        });
  }

  private static RemoteSpec parse(String text) throws CommandException {
    try {
      return RemoteSpec.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage(), e);
    }
  }
}
