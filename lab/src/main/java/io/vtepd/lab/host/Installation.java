package io.vtepd.lab.host;

import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.topology.Need;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final Map<Need, Map<String, String>> PACKAGES =
      Map.of(
          Need.OVS,
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
              "setsid", "util-linux"),
          Need.DHCP,
          Map.of("dnsmasq", "dnsmasq-base", "udhcpc", "udhcpc"),
          Need.IPERF,
          Map.of("iperf3", "iperf3"),
          Need.OVN,
          Map.of(
              "ovn-northd", "ovn-central",
              "ovn-controller", "ovn-host",
              "ovn-controller-vtep", "ovn-controller-vtep"),
          Need.OPENDAYLIGHT,
          Map.of());

  /** The launcher of the gateway. */
  public Path vtepd() {
    return root.resolve("vtep-daemon/bin/vtepd");
  }

  /**
   * A controller around OpenDaylight's OVSDB library. It is a program of its own, as the library
   * needs other major versions of Netty and Jackson than vtepd and the lab have.
   */
  public Path opendaylight() {
    return root.resolve("tests/opendaylight/bin/opendaylight");
  }

  /** Delays frames where the kernel cannot. */
  public Path delayLine() {
    return root.resolve("lab/delay-line");
  }

  public Path vswitchSchema() {
    return Path.of("/usr/share/openvswitch/vswitch.ovsschema");
  }

  /** The schemas of OVN's two databases. */
  public List<Path> ovnSchemas() {
    Path folder = Path.of("/usr/share/ovn");
    return List.of(folder.resolve("ovn-nb.ovsschema"), folder.resolve("ovn-sb.ovsschema"));
  }

  public Path vtepSchema() {
    return Path.of("/usr/share/openvswitch/vtep.ovsschema");
  }

  /** Open vSwitch's own VTEP emulator. */
  public Path ovsVtep() {
    return Path.of("/usr/share/openvswitch/scripts/ovs-vtep");
  }

  /** The command that brings what is missing, as far as can be seen. */
  public Optional<String> remedy(Need need) {
    if (need == Need.OPENDAYLIGHT) {
      return Files.isDirectory(root.resolve("tests/opendaylight/target/lib"))
          ? Optional.empty()
          : Optional.of("mvn -q -Dmaven.test.skip=true -pl tests/opendaylight package");
    }
    Set<String> missing = new LinkedHashSet<>();
    PACKAGES.get(need).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> PATH.stream().noneMatch(dir -> has(dir, entry.getKey())))
        .forEach(entry -> missing.add(entry.getValue()));
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("apt install " + String.join(" ", missing));
  }

  /**
   * Refuses to go on without a program.
   *
   * @param gateway whether vtepd is among those that are needed
   */
  public void check(Set<Need> needs, boolean gateway) throws LabFailure {
    for (Need need : needs) {
      Optional<String> remedy = remedy(need);
      if (remedy.isPresent()) {
        throw new LabFailure(
            LabFailure.MISSING, need.word() + " is not all there. Get it: " + remedy.get());
      }
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
