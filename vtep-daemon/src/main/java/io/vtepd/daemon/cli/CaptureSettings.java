package io.vtepd.daemon.cli;

import io.vtepd.vtep.Vni;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code vtepd capture} was told.
 *
 * @param count packets to show; empty for no end
 * @param vni only packets of this network
 * @param writeFile pcap file for the packets that are shown
 */
public record CaptureSettings(
    String interfaceName, OptionalLong count, Optional<Vni> vni, Optional<Path> writeFile) {

  public CaptureSettings {
    Objects.requireNonNull(interfaceName);
    Objects.requireNonNull(count);
    Objects.requireNonNull(vni);
    Objects.requireNonNull(writeFile);
  }
}
