package io.vtepd.tests.e2e;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OVN's two databases, on the original's server, and ovn-northd between them, with one logical
 * switch ls0.
 */
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
    Program northd = Program.start(folder, "northd", command);
    OvnCentral central = new OvnCentral(northbound, southbound, northd);
    central.nbctl("ls-add ls0");
    return central;
  }

  /** Starts ovn-controller-vtep between this OVN and the VTEP's database at that target. */
  Program startController(Path runFolder, String vtepTarget, List<String> keys) throws IOException {
    List<String> command = new ArrayList<>(List.of("ovn-controller-vtep"));
    command.add("--vtep-db=" + vtepTarget);
    command.add("--ovnsb-db=unix:" + southbound.socket());
    command.addAll(keys);
    return Program.start(runFolder, "ovn-controller-vtep", command);
  }

  /** The port of ls0 that is a network of that VTEP. */
  void addVtepPort(String physicalSwitch, String logicalSwitch) throws IOException {
    nbctl(
        "lsp-add ls0 toVtep -- lsp-set-type toVtep vtep"
            + (" -- lsp-set-options toVtep vtep-physical-switch=" + physicalSwitch)
            + (" vtep-logical-switch=" + logicalSwitch));
  }

  /** A virtual machine's port of ls0 on a hypervisor of its own, whose VTEP is 192.0.2.1N. */
  void addHypervisorPort(int number) throws IOException {
    String port = "port" + number;
    String mac = "02:00:00:00:00:0" + number;
    sbctl("--may-exist chassis-add hv" + number + " vxlan 192.0.2.1" + number);
    nbctl("lsp-add ls0 " + port + " -- lsp-set-addresses " + port + " " + mac);
    sbctl("lsp-bind " + port + " hv" + number);
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
