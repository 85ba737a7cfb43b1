package io.vtepd.daemon.app;

import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.server.OvsdbServer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Commands about remotes, with the names and texts of ovsdb-server(1), which scripts parse. */
final class RemoteCommands {

  private final OvsdbServer server;
  private final Remotes remotes;

  RemoteCommands(OvsdbServer server, Remotes remotes) {
    this.server = server;
    this.remotes = remotes;
  }

  List<Command> all() {
    return List.of(
        new Command("ovsdb-server/list-remotes", "", 0, 0, none -> list()),
        new Command("ovsdb-server/add-remote", "REMOTE", 1, 1, words -> add(words.getFirst())),
        new Command(
            "ovsdb-server/remove-remote", "REMOTE", 1, 1, words -> remove(words.getFirst())),
        new Command(
            "ovsdb-server/reconnect",
            "",
            0,
            0,
            none -> server.disconnectAll().thenApply(done -> "")));
  }

  private CompletionStage<String> list() {
    return remotes.list().thenApply(list -> String.join("\n", list.stream().sorted().toList()));
  }

  private CompletionStage<String> add(String text) throws CommandException {
    return remotes
        .add(parse(text))
        .handle((done, failure) -> {
          if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw new CompletionException(
                new CommandException(String.valueOf(cause.getMessage()), cause));
          }
          return "";
        });
  }

  private CompletionStage<String> remove(String text) throws CommandException {
    RemoteSpec spec;
    try {
      spec = RemoteSpec.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException("no such remote", e);
    }
    return remotes
        .remove(spec)
        .thenApply(was -> {
          if (!was) {
            throw new CompletionException(new CommandException("no such remote"));
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
