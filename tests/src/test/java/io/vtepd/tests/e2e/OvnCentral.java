package io.vtepd.tests.e2e;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** OVN's two databases, on the original's server, and ovn-northd between them. */
final class OvnCentral implements AutoCloseable {

  private final OvsdbProcess northbound;
  private final OvsdbProcess southbound;
  private final Program northd;

  private OvnCentral(OvsdbProcess northbound, OvsdbProcess southbound, Program northd) {
    this.northbound = northbound;
    this.southbound = southbound;
    this.northd = northd;
  }

  static OvnCentral start(Path folder) throws IOException {
    OvsdbProcess northbound =
        OvsdbProcess.create(Maker.ORIGINAL, folder.resolve("nb"), Schemas.ovnNorthbound());
    OvsdbProcess southbound =
        OvsdbProcess.create(Maker.ORIGINAL, folder.resolve("sb"), Schemas.ovnSouthbound());
    List<String> command =
        List.of(
            "ovn-northd",
            "--ovnnb-db=unix:" + northbound.socket(),
            "--ovnsb-db=unix:" + southbound.socket());
    return new OvnCentral(northbound, southbound, Program.start(folder, "northd", command));
  }

  /** Where its southbound database is served. */
  Path southboundSocket() {
    return southbound.socket();
  }

  /** ovn-nbctl, which waits until the southbound database has what it asked for. */
  String nbctl(String words) throws IOException {
    return tool("ovn-nbctl", northbound.socket(), "--wait=sb " + words);
  }

  String sbctl(String words) throws IOException {
    return tool("ovn-sbctl", southbound.socket(), words);
  }

  private static String tool(String name, Path socket, String words) throws IOException {
    List<String> command = new ArrayList<>(List.of(name, "--timeout=20", "--db=unix:" + socket));
    command.addAll(List.of(words.split(" ")));
    return Commands.run(command.toArray(String[]::new));
  }

  @Override
  public void close() throws IOException {
    try (northbound;
        southbound;
        northd) {
      // Closed in the reverse order.
    }
  }
}
