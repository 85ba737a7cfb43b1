package io.vtepd.daemon.view;

import io.vtepd.daemon.manager.Remotes;
import io.vtepd.vtep.VtepSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What there is to show, at one moment.
 *
 * @param version of the program
 * @param up how long the process has been running
 * @param contents of hardware_vtep
 * @param remotes that are served, those of Manager rows included
 * @param switches as the driver sees them; empty without Open vSwitch
 * @param certificateDays until the first certificate or list of ours ends; empty without TLS
 * @param underlayMtu of the interface that has a tunnel IP, in bytes; empty if none has
 */
public record Facts(
    String version,
    Duration up,
    VtepSnapshot contents,
    List<Remotes.View> remotes,
    List<Switch> switches,
    OptionalLong certificateDays,
    OptionalInt underlayMtu) {

  public Facts {
    Objects.requireNonNull(version);
    Objects.requireNonNull(up);
    Objects.requireNonNull(contents);
    remotes = List.copyOf(remotes);
    switches = List.copyOf(switches);
    Objects.requireNonNull(certificateDays);
    Objects.requireNonNull(underlayMtu);
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
}
