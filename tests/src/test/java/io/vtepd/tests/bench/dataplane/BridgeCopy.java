package io.vtepd.tests.bench.dataplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Tunnel ports, groups and flows of a bridge, as Open vSwitch's tools read them. */
final class BridgeCopy implements AutoCloseable {

  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern SPACE = Pattern.compile(" ");

  /** Words for ovs-vsctl. */
  private final List<String> ports;

  private final long flowCount;
  private final Path groups = Files.createTempFile("vtepd-bench-", ".groups");
  private final Path flows = Files.createTempFile("vtepd-bench-", ".flows");

  private BridgeCopy(List<String> ports, Ofctl ofctl) throws IOException {
    this.ports = List.copyOf(ports);
    Files.write(groups, ofctl.dumpGroups());
    List<String> dumped = ofctl.dumpFlows("");
    Files.write(flows, dumped);
    this.flowCount = dumped.size();
  }

  /** Copies what a gateway has made. */
  static BridgeCopy of(Site site) throws IOException {
    List<String> ports = new ArrayList<>(List.of("set-fail-mode", Site.BRIDGE, "secure"));
    String table =
        site.vswitchd()
            .vsctl(
                "--data=bare",
                "--format=csv",
                "--no-headings",
                "--columns=name,ofport,external_ids,options",
                "find",
                "interface",
                "type=vxlan");
    table.lines().forEach(line -> ports.addAll(addPort(COMMA.splitAsStream(line).toList())));
    return new BridgeCopy(ports, Ofctl.on(site));
  }

  /** With the number that groups and flows have for it. */
  private static List<String> addPort(List<String> row) {
    String name = row.get(0);
    List<String> words = new ArrayList<>(List.of("--", "add-port", Site.BRIDGE, name));
    words.add("external_ids:" + row.get(2));
    words.addAll(List.of("--", "set", "interface", name, "type=vxlan"));
    words.add("ofport_request=" + row.get(1));
    words.add("external_ids:" + row.get(2));
    SPACE.splitAsStream(row.get(3)).forEach(option -> words.add("options:" + option));
    return words;
  }

  long flowCount() {
    return flowCount;
  }

  /** Makes an empty switch the same, and returns when it is. */
  void restore(Site site) throws IOException {
    site.vswitchd().vsctl(ports.toArray(String[]::new));
    Ofctl ofctl = Ofctl.on(site);
    ofctl.addGroups(groups);
    ofctl.addFlows(flows);
  }

  @Override
  public void close() throws IOException {
    Files.delete(groups);
    Files.delete(flows);
  }
}
