package io.vtepd.lab.report;

import io.vtepd.lab.net.Command;
import io.vtepd.lab.run.Lab;
import io.vtepd.lab.topology.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What took part in a run, and on what machine. */
public final class Versions {

  private Versions() {}

  static Map<String, String> of(Lab lab) throws IOException, InterruptedException {
    boolean vtepd =
        lab.plan().topology().switchHosts().stream().anyMatch(h -> h.role() == Role.VTEP);
    return of(vtepd ? lab.installation().vtepd().toString() : "");
  }

  /**
   * The versions.
   *
   * @param vtepd the launcher of vtepd; empty when it does not take part
   */
  public static Map<String, String> of(String vtepd) throws IOException, InterruptedException {
    Map<String, String> versions = new TreeMap<>();
    if (!vtepd.isEmpty()) {
      versions.put("vtepd", first(List.of(vtepd, "version")));
    }
    versions.put("Open vSwitch", first(List.of("ovs-vswitchd", "--version")));
    versions.put("kernel", first(List.of("uname", "-srm")));
    versions.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    versions.put("Java", Runtime.version().toString());
    return versions;
  }

  private static String first(List<String> command) throws IOException, InterruptedException {
    return Command.of(command).run().out().lines().findFirst().orElse("unknown").strip();
  }
}
