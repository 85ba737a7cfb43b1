package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.valued;

import io.vtepd.daemon.cli.RunSettings.PhysicalSwitchSettings;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.stream.Target;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** The options of {@code vtepd run}. */
final class RunOptions {

  private static final Path DATABASE = Path.of("/var/lib/vtepd/vtep.db");
  private static final Path OVS_RUN_DIRECTORY = Path.of("/var/run/openvswitch");

  /** Of networks that are kept for benchmarks: RFC 2544. */
  private static final String TUNNEL_IP = "198.18.0.1";

  private static final int PORTS = 48;
  private static final int MAC_AGE_SECONDS = 300;
  private static final int MAC_LIMIT = 16_384;
  private static final int MOST_MAC_LIMIT = 1_000_000;
  private static final int STATISTICS_SECONDS = 10;
  private static final int PORT_HOLD_SECONDS = 60;
  private static final int SECONDS_LIMIT = 0xffff;

  private RunOptions() {}

  static Options options() {
    Options options =
        new Options()
            .addOption(
                valued(
                    "db",
                    "DATABASE",
                    "FILE, made when missing and served; default "
                        + DATABASE
                        + "; or TARGET[,TARGET]... to use somebody else's server or cluster:"
                        + " ssl:IP[:PORT], tcp:IP[:PORT], unix:FILE"))
            .addOption(valued("ovs-rundir", "DIR", "of Open vSwitch; default " + OVS_RUN_DIRECTORY))
            .addOption(
                valued(
                    "dataplane",
                    "ovs|memory",
                    "what forwards: Open vSwitch, or the process itself, for tests of controllers;"
                        + " default ovs"))
            .addOption(valued("ports", "N", "with memory: ports eth1 to ethN; default " + PORTS))
            .addOption(
                valued(
                    "count",
                    "N",
                    "with memory: so many VTEPs in one process; %d in other values is the number"
                        + " of each, TCP ports and tunnel IPs count up"))
            .addOption(valued("physical-switch", "NAME", "switch that is made when missing"))
            .addOption(valued("tunnel-ip", "IP", "where that switch's tunnels begin"))
            .addOption(
                valued(
                    "management-ip",
                    "IP[,IP]...",
                    "where that switch is managed; default: the host's other addresses"))
            .addOption(
                valued(
                    "mac-age",
                    "SECONDS",
                    "how long a silent MAC stays learned; default " + MAC_AGE_SECONDS))
            .addOption(
                valued("mac-limit", "N", "MACs that one binding may learn; default " + MAC_LIMIT))
            .addOption(
                valued(
                    "stats-interval",
                    "SECONDS",
                    "how often vlan_stats is written, at most; 0: never; default "
                        + STATISTICS_SECONDS))
            .addOption(
                valued(
                    "port-hold",
                    "SECONDS",
                    "how long a port that is gone keeps its row and bindings; default "
                        + PORT_HOLD_SECONDS));
    return CommonOptions.add(options);
  }

  static RunSettings settings(Words words) throws UsageException {
    words.refuseArguments();
    DataPlaneSettings dataPlane = dataPlane(words);
    int count = dataPlane instanceof DataPlaneSettings.Memory memory ? memory.vtepCount() : 1;
    DatabasePlace database = database(words, dataPlane, count);
    DaemonSettings daemon =
        CommonOptions.daemon(words, "vtepd", true, Optional.of(ownKeys(database)));
    RunSettings settings =
        new RunSettings(
            daemon,
            database,
            switch (database) {
              case DatabasePlace.File _ -> remotes(words, daemon, count);
              case DatabasePlace.Servers servers -> noRemotes(words, daemon, servers);
            },
            dataPlane,
            physicalSwitch(words, dataPlane, count),
            seconds(words, "mac-age", 1, MAC_AGE_SECONDS),
            words.number("mac-limit", 1, MOST_MAC_LIMIT, "").orElse(MAC_LIMIT),
            seconds(words, "stats-interval", 0, STATISTICS_SECONDS),
            seconds(words, "port-hold", 0, PORT_HOLD_SECONDS));
    if (count > 1) {
      Optional<String> problem =
          database instanceof DatabasePlace.Servers
              ? Optional.of("--count means nothing with --db TARGET")
              : OneOfMany.problem(settings, count);
      if (problem.isPresent()) {
        throw new UsageException(problem.get());
      }
    }
    return settings;
  }

  private static DataPlaneSettings dataPlane(Words words) throws UsageException {
    String word = words.value("dataplane").orElse("ovs");
    boolean memory = word.equals("memory");
    if (!memory && !word.equals("ovs")) {
      throw new UsageException("--dataplane '" + word + "': expected ovs or memory");
    }
    for (String option : memory ? List.of("ovs-rundir") : List.of("ports", "count")) {
      if (words.has(option)) {
        throw new UsageException("--" + option + " means nothing with --dataplane " + word);
      }
    }
    return memory
        ? new DataPlaneSettings.Memory(
            words.number("ports", 0, DataPlaneSettings.Memory.LIMIT, "").orElse(PORTS),
            words.number("count", 1, DataPlaneSettings.Memory.LIMIT, "").orElse(1))
        : new DataPlaneSettings.OpenVswitch(words.path("ovs-rundir").orElse(OVS_RUN_DIRECTORY));
  }

  /** An emulation leaves what is the system's alone, for nobody need be root for it. */
  private static DatabasePlace database(Words words, DataPlaneSettings dataPlane, int count)
      throws UsageException {
    Optional<String> db = words.value("db");
    if (db.isPresent()) {
      return DatabasePlace.parse(db.get());
    }
    return new DatabasePlace.File(
        switch (dataPlane) {
          case DataPlaneSettings.OpenVswitch _ -> DATABASE;
          case DataPlaneSettings.Memory _ ->
              CommonOptions.runDirectory(words).resolve(count > 1 ? "vtep%d.db" : "vtep.db");
        });
  }

  /** Beside the database: vtepd-privkey.pem and vtepd-cert.pem. */
  private static KeyFiles ownKeys(DatabasePlace database) {
    Path place =
        switch (database) {
          case DatabasePlace.File(Path file) -> file;
          case DatabasePlace.Servers _ -> DATABASE;
        };
    return new KeyFiles(place.resolveSibling("vtepd"));
  }

  /** Keys and no word about remotes: the port of RFC 7047, for controllers that dial. */
  private static List<RemoteSpec> remotes(Words words, DaemonSettings daemon, int count)
      throws UsageException {
    List<RemoteSpec> remotes = new ArrayList<>(CommonOptions.remotes(words));
    if (!words.has("remote")) {
      if (daemon.tls().isPresent()) {
        addUnlessNamed(remotes, new Target.Pssl(Target.DEFAULT_TCP_PORT, Optional.empty()));
      }
      Path socket = daemon.runDirectory().resolve(count > 1 ? "vtep%d.sock" : "db.sock");
      addUnlessNamed(remotes, CommonOptions.unixSocket("rundir", socket));
    }
    addUnlessNamed(remotes, RunSettings.MANAGERS);
    return remotes;
  }

  private static void addUnlessNamed(List<RemoteSpec> remotes, Target target) {
    addUnlessNamed(remotes, new RemoteSpec.Direct(target));
  }

  private static void addUnlessNamed(List<RemoteSpec> remotes, RemoteSpec remote) {
    if (remotes.stream().noneMatch(remote::isSamePlace)) {
      remotes.add(remote);
    }
  }

  /** Nothing is served, so what is said about serving is a misunderstanding. */
  private static List<RemoteSpec> noRemotes(
      Words words, DaemonSettings daemon, DatabasePlace.Servers servers) throws UsageException {
    for (String option : List.of("remote", CommonOptions.READ_ONLY, "cut-damaged")) {
      if (words.has(option)) {
        throw new UsageException(
            "--" + option + " means nothing with --db TARGET: that server serves the database");
      }
    }
    if (servers.isTls() && daemon.tls().isEmpty()) {
      throw new UsageException(
          "--db ssl:... needs --ca-cert or --bootstrap-ca-cert, and keys: --private-key and"
              + " --certificate, or those that are made then");
    }
    if (!servers.isTls() && daemon.tls().isPresent()) {
      throw new UsageException("keys mean nothing here: no target of --db is ssl:...");
    }
    return List.of();
  }

  private static Optional<PhysicalSwitchSettings> physicalSwitch(
      Words words, DataPlaneSettings dataPlane, int count) throws UsageException {
    Optional<String> name = words.value("physical-switch");
    Optional<String> tunnelIp = words.value("tunnel-ip");
    if (dataPlane instanceof DataPlaneSettings.Memory) {
      name = name.or(() -> Optional.of(count > 1 ? "vtep%d" : "vtep1"));
      tunnelIp = tunnelIp.or(() -> Optional.of(TUNNEL_IP));
    }
    if (name.isPresent() != tunnelIp.isPresent()) {
      throw new UsageException("--physical-switch and --tunnel-ip go together");
    }
    Optional<String> managementIps = words.value("management-ip");
    if (name.isEmpty()) {
      if (managementIps.isPresent()) {
        throw new UsageException("--management-ip needs --physical-switch");
      }
      return Optional.empty();
    }
    if (name.get().isEmpty()) {
      throw new UsageException("--physical-switch: the name is missing");
    }
    if (Ipv4Address.parse(tunnelIp.orElseThrow()).isEmpty()) {
      throw new UsageException("--tunnel-ip '" + tunnelIp.get() + "' is no IPv4 address");
    }
    return Optional.of(
        new PhysicalSwitchSettings(
            name.get(),
            tunnelIp.get(),
            managementIps.isPresent() ? ips(managementIps.get()) : List.of()));
  }

  private static List<String> ips(String text) throws UsageException {
    List<String> ips = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      IpAddress ip =
          IpAddress.parse(each)
              .orElseThrow(
                  () -> new UsageException("--management-ip '" + each + "' is no address"));
      ips.add(ip.toString());
    }
    return ips;
  }

  private static int seconds(Words words, String option, int least, int otherwise)
      throws UsageException {
    return words.number(option, least, SECONDS_LIMIT, " seconds").orElse(otherwise);
  }
}
