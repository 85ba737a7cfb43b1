package io.vtepd.bridge.capture;

import io.vtepd.vtep.Vni;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What to capture.
 *
 * @param interfaceName an Ethernet interface of this host, or {@code lo}
 * @param count stop after so many packets that were shown; empty for no end
 * @param vni only packets of this network
 * @param writeFile pcap file that gets the frames that are shown; replaced when it exists
 * @param udpPort the outer destination port of VXLAN
 * @param snapLengthBytes most bytes of a frame that are kept
 */
public record CaptureOptions(
    String interfaceName,
    OptionalLong count,
    Optional<Vni> vni,
    Optional<Path> writeFile,
    int udpPort,
    int snapLengthBytes) {

  public static final int VXLAN_PORT = 4789;

  /** Holds any frame, with GRO too. */
  public static final int SNAP_LENGTH_LIMIT_BYTES = 262_144;

  public CaptureOptions {
    if (interfaceName.isBlank()) {
      throw new IllegalArgumentException("the interface has no name");
    }
    if (count.isPresent() && count.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "count " + count.getAsLong() + " is not a positive number");
    }
    if (udpPort < 1 || udpPort > 0xffff) {
      throw new IllegalArgumentException("UDP port " + udpPort + " is outside 1..65535");
    }
    if (snapLengthBytes < 64 || snapLengthBytes > SNAP_LENGTH_LIMIT_BYTES) {
      throw new IllegalArgumentException(
          "snap length " + snapLengthBytes + " is outside 64.." + SNAP_LENGTH_LIMIT_BYTES);
    }
  }

  /** Everything on the standard port, without end. */
  public static CaptureOptions on(String interfaceName) {
    return new CaptureOptions(
        interfaceName,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        VXLAN_PORT,
        SNAP_LENGTH_LIMIT_BYTES);
  }

  public CaptureOptions withCount(long value) {
    return new CaptureOptions(
        interfaceName, OptionalLong.of(value), vni, writeFile, udpPort, snapLengthBytes);
  }

  public CaptureOptions withVni(Vni value) {
    return new CaptureOptions(
        interfaceName, count, Optional.of(value), writeFile, udpPort, snapLengthBytes);
  }

  public CaptureOptions withWriteFile(Path value) {
    return new CaptureOptions(
        interfaceName, count, vni, Optional.of(value), udpPort, snapLengthBytes);
  }
}
