package io.vtepd.daemon.cli;

import io.vtepd.daemon.cli.RunSettings.PhysicalSwitchSettings;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.tls.stream.Target;
import io.vtepd.vtep.Ipv4Address;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What differs from one VTEP of a process to the next: {@code %d} in a name is the VTEP's number,
 * from 1; a TCP port that is listened on and the tunnel IP count up. Targets that are dialled are
 * the same for all.
 */
final class OneOfMany {

  static final String NUMBER = "%d";
  private static final int LAST_TCP_PORT = 0xffff;

  private final int number;

  OneOfMany(int number) {
    this.number = number;
  }

  /** Why so many VTEPs can't be told apart; empty if they can. */
  static Optional<String> problem(RunSettings settings, int count) {
    if (settings.physicalSwitch().filter(it -> !it.name().contains(NUMBER)).isPresent()) {
      return Optional.of("--physical-switch needs %d in it, for the number of the VTEP");
    }
    if (settings.database() instanceof DatabasePlace.File(Path path)
        && !path.toString().contains(NUMBER)) {
      return Optional.of("--db needs %d in it, for the number of the VTEP");
    }
    for (RemoteSpec remote : settings.remotes()) {
      if (remote instanceof RemoteSpec.Direct(Target.Punix(String file), _)
          && !file.contains(NUMBER)) {
        return Optional.of(remote + " needs %d in it, for the number of the VTEP");
      }
      if (firstTcpPort(remote) + count - 1 > LAST_TCP_PORT) {
        return Optional.of(remote + " leaves no ports for " + count + " VTEPs");
      }
    }
    return Optional.empty();
  }

  private static int firstTcpPort(RemoteSpec remote) {
    return switch (remote) {
      case RemoteSpec.Direct(Target.Ptcp ptcp, _) -> ptcp.tcpPort();
      case RemoteSpec.Direct(Target.Pssl pssl, _) -> pssl.tcpPort();
      case RemoteSpec.Direct _, RemoteSpec.FromColumn _ -> 0;
    };
  }

  RunSettings of(RunSettings all) {
    return new RunSettings(
        all.daemon(),
        switch (all.database()) {
          case DatabasePlace.File(Path path) ->
              new DatabasePlace.File(Path.of(numbered(path.toString())));
          case DatabasePlace.Servers servers -> servers;
        },
        all.remotes().stream().map(this::remote).toList(),
        all.dataPlane(),
        all.physicalSwitch()
            .map(it ->
                new PhysicalSwitchSettings(
                    numbered(it.name()), tunnelIp(it.tunnelIp()), it.managementIps())),
        all.macAgeSeconds(),
        all.macLimit(),
        all.statisticsSeconds(),
        all.portHoldSeconds());
  }

  private String numbered(String text) {
    return text.replace(NUMBER, Integer.toString(number));
  }

  private String tunnelIp(String first) {
    return new Ipv4Address(Ipv4Address.of(first).bits() + number - 1).toString();
  }

  private RemoteSpec remote(RemoteSpec spec) {
    return switch (spec) {
      case RemoteSpec.Direct(Target target, boolean readOnly) ->
          new RemoteSpec.Direct(target(target), readOnly);
      case RemoteSpec.FromColumn column -> column;
    };
  }

  private Target target(Target target) {
    return switch (target) {
      case Target.Ptcp(int port, var host) -> new Target.Ptcp(tcpPort(port), host);
      case Target.Pssl(int port, var host) -> new Target.Pssl(tcpPort(port), host);
      case Target.Punix(String file) -> new Target.Punix(numbered(file));
      case Target.Active active -> active;
    };
  }

  /** Port 0 is whatever is free. */
  private int tcpPort(int first) {
    return first == 0 ? 0 : first + number - 1;
  }
}
