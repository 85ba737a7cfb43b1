package io.vtepd.daemon.view;

import io.vtepd.daemon.manager.Remotes;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VtepSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What there is to show, at one moment.
 *
 * @param version of the program
 * @param notYet what has to be so before the daemon is ready, and is not
 * @param up how long the process has been running
 * @param contents of hardware_vtep
 * @param remotes that are served, those of Manager rows included
 * @param switches as the driver sees them; empty without Open vSwitch
 * @param stations that switches have learned, of those that are asked about
 * @param tunnels whether they work, as the driver sees them
 * @param certificates of ours and of authorities, and revocation lists, soonest to end first
 * @param now by the clock
 * @param clockStep how far the clock was set since the start; what the machine slept counts, too
 * @param underlayMtu of the interface that has a tunnel IP, in bytes; empty if none has
 */
public record Facts(
    String version,
    List<String> notYet,
    Duration up,
    VtepSnapshot contents,
    List<Remotes.View> remotes,
    List<Switch> switches,
    List<Station> stations,
    List<TunnelSince> tunnels,
    List<Certificate> certificates,
    Instant now,
    Duration clockStep,
    OptionalInt underlayMtu) {

  public Facts {
    Objects.requireNonNull(version);
    notYet = List.copyOf(notYet);
    Objects.requireNonNull(up);
    Objects.requireNonNull(contents);
    remotes = List.copyOf(remotes);
    switches = List.copyOf(switches);
    stations = List.copyOf(stations);
    tunnels = List.copyOf(tunnels);
    certificates = List.copyOf(certificates);
    Objects.requireNonNull(now);
    Objects.requireNonNull(clockStep);
    Objects.requireNonNull(underlayMtu);
  }

  /** Whole days until the first certificate or list ends; empty without TLS. */
  OptionalLong certificateDays() {
    return certificates.stream()
        .mapToLong(each -> Math.floorDiv(Duration.between(now, each.until()).toSeconds(), 86_400L))
        .min();
  }

  /**
   * A certificate or revocation list.
   *
   * @param use {@code own}, {@code ca} or {@code crl}
   * @param endsSoon whether it is time to renew it
   */
  public record Certificate(
      String use, String file, Instant from, Instant until, boolean endsSoon) {

    public Certificate {
      Objects.requireNonNull(use);
      Objects.requireNonNull(file);
      Objects.requireNonNull(from);
      Objects.requireNonNull(until);
    }
  }

  /**
   * A bridge.
   *
   * @param isThere whether Open vSwitch has it
   * @param isConnected whether flows can be sent
   * @param flowsWanted by the database
   * @param flowsInstalled confirmed by the switch
   * @param flowsRefused not taken by the switch
   */
  public record Switch(
      String name,
      boolean isThere,
      boolean isConnected,
      int flowsWanted,
      int flowsInstalled,
      int flowsRefused) {

    public Switch {
      Objects.requireNonNull(name);
    }
  }

  /** A station that a switch has learned, and behind which port. */
  public record Station(
      Uuid logicalSwitch, MacAddress mac, String physicalSwitch, String port, long vlan) {

    public Station {
      Objects.requireNonNull(logicalSwitch);
      Objects.requireNonNull(mac);
      Objects.requireNonNull(physicalSwitch);
      Objects.requireNonNull(port);
    }
  }

  /**
   * How long a tunnel of a switch has worked, or has not.
   *
   * @param remote its address
   * @param cause why it does not; empty if it does
   */
  public record TunnelSince(String physicalSwitch, String remote, Duration since, String cause) {

    public TunnelSince {
      Objects.requireNonNull(physicalSwitch);
      Objects.requireNonNull(remote);
      Objects.requireNonNull(since);
      Objects.requireNonNull(cause);
    }
  }
}
