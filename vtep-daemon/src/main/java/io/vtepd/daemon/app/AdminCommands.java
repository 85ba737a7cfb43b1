package io.vtepd.daemon.app;

import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerMemory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Commands about what the server holds and does, with the texts of Open vSwitch's daemons. */
final class AdminCommands {

  private final OvsdbServer server;
  private final Coverage coverage;

  AdminCommands(OvsdbServer server, Coverage coverage) {
    this.server = server;
    this.coverage = coverage;
  }

  List<Command> all() {
    return List.of(
        new Command("memory/show", "", 0, 0, none -> memory()),
        Command.immediate("coverage/show", "", 0, 0, none -> coverage.show()),
        Command.immediate(
            "coverage/read-counter", "COUNTER", 1, 1, words -> readCounter(words.getFirst())));
  }

  private String readCounter(String name) throws CommandException {
    return coverage
        .read(name)
        .map(count -> Long.toString(count))
        .orElseThrow(() -> new CommandException("No such counter"));
  }

  private CompletionStage<String> memory() {
    return server.memory().thenApply(AdminCommands::describe);
  }

  /** Names that ovsdb-server has, too, mean the same: a trigger is a transaction that waits. */
  private static String describe(ServerMemory memory) {
    Runtime runtime = Runtime.getRuntime();
    Map<String, Long> usage = new TreeMap<>();
    usage.put("cells", memory.cells());
    usage.put("monitors", (long) memory.monitors());
    usage.put("sessions", (long) memory.sessions());
    usage.put("triggers", (long) memory.waits());
    usage.put("queue", (long) memory.queueLength());
    usage.put("heap-kb", runtime.totalMemory() >> 10);
    usage.put("heap-used-kb", (runtime.totalMemory() - runtime.freeMemory()) >> 10);
    memory.rows().forEach((name, rows) -> usage.put("rows-" + name, rows));
    return usage.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
