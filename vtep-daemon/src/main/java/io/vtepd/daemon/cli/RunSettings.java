package io.vtepd.daemon.cli;

import io.vtepd.daemon.manager.RemoteSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code vtepd run} was told.
 *
 * @param database where hardware_vtep is; a file is made when it is missing
 * @param remotes who is served; nobody if the database is somebody else's
 * @param dataPlane what forwards
 * @param physicalSwitch the switch that is made when it is missing
 * @param macAgeSeconds how long a MAC that is silent stays learned
 * @param macLimit how many MACs one binding may learn
 * @param statisticsSeconds how often the statistics of bindings are read, at most; 0 for never
 * @param portHoldSeconds how long a port that is gone keeps its row and bindings
 */
public record RunSettings(
    DaemonSettings daemon,
    DatabasePlace database,
    List<RemoteSpec> remotes,
    DataPlaneSettings dataPlane,
    Optional<PhysicalSwitchSettings> physicalSwitch,
    int macAgeSeconds,
    int macLimit,
    int statisticsSeconds,
    int portHoldSeconds) {

  /** The remotes that rows ask for; always served. */
  public static final RemoteSpec MANAGERS =
      new RemoteSpec.FromColumn("hardware_vtep", "Global", "managers");

  public RunSettings {
    Objects.requireNonNull(daemon);
    Objects.requireNonNull(database);
    remotes = List.copyOf(remotes);
    Objects.requireNonNull(dataPlane);
    Objects.requireNonNull(physicalSwitch);
  }

  /**
   * What one VTEP of a process with many was told.
   *
   * @param number from 1
   */
  public RunSettings vtep(int number) {
    return new OneOfMany(number).of(this);
  }

  /**
   * The switch that the appliance is.
   *
   * @param tunnelIp the address that its tunnels begin at
   * @param managementIps where it is managed; empty for the host's addresses
   */
  public record PhysicalSwitchSettings(String name, String tunnelIp, List<String> managementIps) {
    public PhysicalSwitchSettings {
      Objects.requireNonNull(name);
      Objects.requireNonNull(tunnelIp);
      managementIps = List.copyOf(managementIps);
    }
  }
}
