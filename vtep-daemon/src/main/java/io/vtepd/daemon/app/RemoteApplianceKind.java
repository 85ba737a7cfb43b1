package io.vtepd.daemon.app;

import io.vtepd.bridge.replica.Replica;
import io.vtepd.bridge.replica.ReplicaOptions;
import io.vtepd.bridge.replica.Selection;
import io.vtepd.daemon.cli.DatabasePlace;
import io.vtepd.daemon.cli.RunSettings;
import io.vtepd.daemon.control.Command;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.HardwareVtepSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code vtepd run --db TARGET}: the hardware_vtep database of somebody else's server, and what
 * forwards as it says. It starts without that server, too, and looks for it for ever.
 */
record RemoteApplianceKind(RunSettings settings, DatabasePlace.Servers servers)
    implements DaemonKind {

  private static final long CLOSE_LIMIT_S = 5;

  @Override
  public List<Path> filesToBe() {
    return List.of();
  }

  /**
   * Begins to connect, and to forward as soon as the contents are there.
   *
   * @return commands that this kind has more than others
   */
  List<Command> start(Transport transport, Opened opened) {
    Selection whole = new Selection.Whole(HardwareVtepSchema.load());
    Replica replica = Replica.start(ReplicaOptions.of(servers.targets(), whole), transport);
    opened.add(
        "database connection", () -> replica.shutdown().get(CLOSE_LIMIT_S, TimeUnit.SECONDS));
    FirstRowsWriter writer =
        new FirstRowsWriter(settings.physicalSwitch(), replica, transport.group().next());
    var subscription = replica.subscribe(writer);
    opened.add("first rows", subscription::close);
    return DataPlane.start(settings, replica, replica, transport.group(), opened)
        .map(plane -> EmulationCommands.of(settings, plane))
        .orElse(List.of());
  }
}
