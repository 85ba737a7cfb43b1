package io.vtepd.daemon.app;

import io.vtepd.bridge.memory.Arrival;
import io.vtepd.bridge.memory.EthernetFrame;
import io.vtepd.bridge.memory.Output;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames, and where they come from and go to, as commands have them: {@code eth1} is a port, {@code
 * 192.0.2.11/5000} a tunnel and its VNI.
 */
final class FrameWords {

  private static final Pattern TUNNEL = Pattern.compile("([0-9.]+)/([0-9]{1,8})");

  /** For local experiments: IEEE 802. */
  private static final int ETHER_TYPE = 0x88b5;

  private static final int PAYLOAD_BYTES = 46;

  private FrameWords() {}

  static Arrival arrival(String word) throws CommandException {
    Matcher tunnel = TUNNEL.matcher(word);
    Optional<Ipv4Address> remote =
        tunnel.matches() ? Ipv4Address.parse(tunnel.group(1)) : Optional.empty();
    if (remote.isEmpty()) {
      return new Arrival.AtPort(word);
    }
    try {
      return new Arrival.FromTunnel(remote.get(), new Vni(Integer.parseInt(tunnel.group(2))));
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage(), e);
    }
  }

  /**
   * @param words the frame in hexadecimal digits; or the destination's MAC, the source's, and
   *     perhaps a VLAN
   */
  static EthernetFrame frame(List<String> words) throws CommandException {
    try {
      if (words.size() == 1) {
        return EthernetFrame.decode(HexFormat.of().parseHex(words.getFirst()))
            .orElseThrow(() -> new CommandException("a frame ends in its headers"));
      }
      EthernetFrame frame =
          EthernetFrame.of(
              MacAddress.of(words.get(0)),
              MacAddress.of(words.get(1)),
              ETHER_TYPE,
              new byte[PAYLOAD_BYTES]);
      return words.size() == 2 ? frame : frame.withVlan(new VlanId(Integer.parseInt(words.get(2))));
    } catch (IllegalArgumentException e) {
      throw new CommandException(e.getMessage(), e);
    }
  }

  static String text(Output output) {
    return switch (output) {
      case Output.ToPort(String port, EthernetFrame frame) -> port + " " + frame;
      case Output.ToTunnel(var to, EthernetFrame frame) ->
          to.remote() + "/" + to.vni().value() + " " + frame;
    };
  }
}
