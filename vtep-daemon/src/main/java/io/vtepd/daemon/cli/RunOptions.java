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
  private static final int MAC_AGE_SECONDS = 300;
  private static final int STATISTICS_SECONDS = 10;
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
                valued(
                    "stats-interval",
                    "SECONDS",
                    "how often vlan_stats is written, at most; 0: never; default "
                        + STATISTICS_SECONDS));
    return CommonOptions.add(options);
  }

  static RunSettings settings(Words words) throws UsageException {
    words.refuseArguments();
    Optional<String> db = words.value("db");
    DatabasePlace database =
        db.isPresent() ? DatabasePlace.parse(db.get()) : new DatabasePlace.File(DATABASE);
    DaemonSettings daemon =
        CommonOptions.daemon(words, "vtepd", true, Optional.of(ownKeys(database)));
    return new RunSettings(
        daemon,
        database,
        switch (database) {
          case DatabasePlace.File _ -> remotes(words, daemon);
          case DatabasePlace.Servers servers -> noRemotes(words, daemon, servers);
        },
        words.path("ovs-rundir").orElse(OVS_RUN_DIRECTORY),
        physicalSwitch(words),
        seconds(words, "mac-age", 1, MAC_AGE_SECONDS),
        seconds(words, "stats-interval", 0, STATISTICS_SECONDS));
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
  private static List<RemoteSpec> remotes(Words words, DaemonSettings daemon)
      throws UsageException {
    List<RemoteSpec> remotes = new ArrayList<>(CommonOptions.remotes(words));
    if (remotes.isEmpty()) {
      if (daemon.tls().isPresent()) {
        remotes.add(
            new RemoteSpec.Direct(new Target.Pssl(Target.DEFAULT_TCP_PORT, Optional.empty())));
      }
      Path socket = daemon.runDirectory().resolve("db.sock");
      remotes.add(new RemoteSpec.Direct(CommonOptions.unixSocket("rundir", socket)));
    }
    if (!remotes.contains(RunSettings.MANAGERS)) {
      remotes.add(RunSettings.MANAGERS);
    }
    return remotes;
  }

  /** Nothing is served, so what is said about serving is a misunderstanding. */
  private static List<RemoteSpec> noRemotes(
      Words words, DaemonSettings daemon, DatabasePlace.Servers servers) throws UsageException {
    for (String option : List.of("remote", "cut-damaged")) {
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

  private static Optional<PhysicalSwitchSettings> physicalSwitch(Words words)
      throws UsageException {
    Optional<String> name = words.value("physical-switch");
    Optional<String> tunnelIp = words.value("tunnel-ip");
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
    Optional<String> text = words.value(option);
    if (text.isEmpty()) {
      return otherwise;
    }
    boolean isNumber = text.get().matches("[0-9]{1,6}");
    int seconds = isNumber ? Integer.parseInt(text.get()) : -1;
    if (seconds < least || seconds > SECONDS_LIMIT) {
      throw new UsageException(
          "--%s '%s': expected %d to %d seconds"
              .formatted(option, text.get(), least, SECONDS_LIMIT));
    }
    return seconds;
  }
}
