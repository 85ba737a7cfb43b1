package io.vtepd.bridge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InnerSummaryTest {

  private static final String ENDS = "02:00:00:00:00:01 > 02:00:00:00:00:02 ";

  @Test
  void arpSaysWhoAsksForWhom() {
    assertThat(summary(SamplePackets.ARP_REQUEST))
        .isEqualTo("02:00:00:00:00:01 > ff:ff:ff:ff:ff:ff ARP who has 10.0.0.2 tell 10.0.0.1");
    assertThat(summary(SamplePackets.ARP_REPLY))
        .isEqualTo(ENDS + "ARP 10.0.0.1 is at 02:00:00:00:00:01");
  }

  @Test
  void pingHasItsNumbers() {
    assertThat(summary(SamplePackets.ECHO_REQUEST))
        .isEqualTo(ENDS + "ICMP echo request 10.0.0.1 > 10.0.0.2 id 1 seq 3");
  }

  @Test
  void tcpHasFlagsAndUdpItsLength() {
    assertThat(summary(SamplePackets.TCP_SYN))
        .isEqualTo(ENDS + "vlan 5 TCP 10.0.0.1:49152 > 10.0.0.2:80 [SYN] length 0");
    assertThat(summary(SamplePackets.UDP))
        .isEqualTo(ENDS + "UDP 10.0.0.1:68 > 10.0.0.2:67 length 2");
  }

  @Test
  void neighbourDiscoveryReadsLikeArp() {
    assertThat(summary(SamplePackets.NEIGHBOUR_SOLICITATION))
        .endsWith(" > 33:33:ff:00:00:02 ICMPv6 who has fe80::2 tell fe80::1");
    assertThat(summary(SamplePackets.NEIGHBOUR_ADVERTISEMENT))
        .isEqualTo(ENDS + "ICMPv6 fe80::2 is at 02:00:00:00:00:02");
  }

  @Test
  void extensionHeadersArePassedOver() {
    assertThat(summary(SamplePackets.IPV6_UDP_BEHIND_OPTIONS))
        .isEqualTo(ENDS + "UDP [2001:db8::1]:4660 > [2001:db8::2]:53 length 0");
  }

  @Test
  void unknownTypesAreNumbers() {
    assertThat(summary(SamplePackets.UNICAST + "88b5 00")).isEqualTo(ENDS + "ethertype 0x88b5");
    assertThat(summary(SamplePackets.UNICAST + "0026 42")).isEqualTo(ENDS + "802.3 length 38");
  }

  @Test
  void cutFramesAreShownAsFarAsTheyGo() {
    byte[] whole = SamplePackets.bytes(SamplePackets.ECHO_REQUEST);

    assertThat(InnerSummary.of(ByteBuffer.wrap(Arrays.copyOf(whole, 36))))
        .isEqualTo(ENDS + "IP 10.0.0.1 > 10.0.0.2 protocol 1 [truncated]");
    assertThat(InnerSummary.of(ByteBuffer.wrap(Arrays.copyOf(whole, 20))))
        .isEqualTo(ENDS + "[truncated]");
    assertThat(InnerSummary.of(ByteBuffer.allocate(0))).isEqualTo("[truncated]");
  }

  @Test
  void ipv6AddressesAreShort() {
    assertThat(IpAddress.v6(0, 0)).hasToString("::");
    assertThat(IpAddress.v6(0, 1)).hasToString("::1");
    assertThat(IpAddress.v6(0x2001_0db8_0000_0001L, 0x0000_0001_0000_0001L))
        .hasToString("2001:db8:0:1:0:1:0:1");
    assertThat(IpAddress.v6(0x2001_0db8_0000_0000L, 0x0001_0000_0000_0000L))
        .hasToString("2001:db8:0:0:1::");
    assertThat(IpAddress.v6(0xfe80_0000_0000_0000L, 0)).hasToString("fe80::");
  }

  private static String summary(String hex) {
    return InnerSummary.of(ByteBuffer.wrap(SamplePackets.bytes(hex)));
  }
}
