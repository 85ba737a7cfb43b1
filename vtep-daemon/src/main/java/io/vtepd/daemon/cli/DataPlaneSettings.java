package io.vtepd.daemon.cli;

import java.nio.file.Path;
import java.util.Objects;

/** What forwards: the value of {@code --dataplane}, and what belongs to it. */
public sealed interface DataPlaneSettings {

  /**
   * Open vSwitch.
   *
   * @param runDirectory where it has its sockets
   */
  record OpenVswitch(Path runDirectory) implements DataPlaneSettings {
    public OpenVswitch {
      Objects.requireNonNull(runDirectory);
    }
  }

  /**
   * Nothing but the process itself.
   *
   * @param portCount ports of each switch at start
   * @param vtepCount how many appliances the process is
   */
  record Memory(int portCount, int vtepCount) implements DataPlaneSettings {

    /** Most ports of a switch, and most VTEPs of a process. */
    public static final int LIMIT = 10_000;

    public Memory {
      if (portCount < 0 || portCount > LIMIT || vtepCount < 1 || vtepCount > LIMIT) {
        throw new IllegalArgumentException(portCount + " ports, " + vtepCount + " VTEPs");
      }
    }
  }
}
