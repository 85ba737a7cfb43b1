package io.vtepd.lab.topology;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What must be on the machine for a scenario, in the order in which {@code lab/list} names it. */
public enum Need {
  /** Open vSwitch with its VTEP tools, and the tools of the network. */
  OVS,
  /** dnsmasq and udhcpc. */
  DHCP,
  /** iperf3. */
  IPERF,
  /** OVN, with its controllers of hosts and gateways. */
  OVN,
  /** OpenDaylight's OVSDB library, around which {@code tests/opendaylight} is a controller. */
  OPENDAYLIGHT;

  /** The word of scenario files and of {@code lab/list}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The need of a word. */
  public static Optional<Need> of(String word) {
    return Arrays.stream(values()).filter(need -> need.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Need::word).toList();
  }
}
