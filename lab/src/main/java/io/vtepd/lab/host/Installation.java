package io.vtepd.lab.host;

import io.vtepd.lab.net.LabFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the programs are that the lab runs.
 *
 * @param root the project's folder
 */
public record Installation(Path root) {

  private static final List<Path> PATH =
      List.of(
          Path.of("/usr/local/sbin"),
          Path.of("/usr/local/bin"),
          Path.of("/usr/sbin"),
          Path.of("/usr/bin"),
          Path.of("/sbin"),
          Path.of("/bin"));

  /** Programs and the Debian packages that bring them. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "ip", "iproute2",
          "ethtool", "ethtool",
          "ping", "iputils-ping",
          "nc", "netcat-openbsd",
          "ovs-vsctl", "openvswitch-switch",
          "ovs-vswitchd", "openvswitch-switch",
          "ovsdb-client", "openvswitch-common",
          "vtep-ctl", "openvswitch-vtep",
          "ovs-pki", "openvswitch-pki",
          "setsid", "util-linux");

  /** The launcher of the gateway. */
  public Path vtepd() {
    return root.resolve("vtep-daemon/bin/vtepd");
  }

  public Path vswitchSchema() {
    return Path.of("/usr/share/openvswitch/vswitch.ovsschema");
  }

  public Path vtepSchema() {
    return Path.of("/usr/share/openvswitch/vtep.ovsschema");
  }

  /** Open vSwitch's own VTEP emulator. */
  public Path ovsVtep() {
    return Path.of("/usr/share/openvswitch/scripts/ovs-vtep");
  }

  /** The packages to install, as far as can be seen. */
  public List<String> missingPackages() {
    Set<String> missing = new LinkedHashSet<>();
    PACKAGES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> PATH.stream().noneMatch(dir -> has(dir, entry.getKey())))
        .forEach(entry -> missing.add(entry.getValue()));
    return new ArrayList<>(missing);
  }

  /**
   * Refuses to go on without a program.
   *
   * @param gateway whether vtepd is among those that are needed
   */
  public void check(boolean gateway) throws LabFailure {
    List<String> missing = missingPackages();
    if (!missing.isEmpty()) {
      throw new LabFailure(
          LabFailure.MISSING,
          "programs are missing. Install them: apt-get install -y " + String.join(" ", missing));
    }
    if (gateway && !Files.isExecutable(vtepd())) {
      throw new LabFailure(
          LabFailure.MISSING,
          "vtepd is not built (no " + vtepd() + "). Start the lab with lab/run, which builds it.");
    }
  }

  private static boolean has(Path directory, String program) {
    return Files.isExecutable(directory.resolve(program));
  }
}
