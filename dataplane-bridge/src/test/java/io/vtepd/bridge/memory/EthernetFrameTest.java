package io.vtepd.bridge.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EthernetFrameTest {

  /** Destination, source, 802.1Q tag of VLAN 100 with priority 5, IPv4, two bytes. */
  private static final String TAGGED =
      "ffffffffffff" + "0a0000000001" + "8100a064" + "0800" + "4500";

  private static final String PLAIN = "ffffffffffff" + "0a0000000001" + "0800" + "4500";

  private static EthernetFrame frame(String hex) {
    return EthernetFrame.decode(HexFormat.of().parseHex(hex)).orElseThrow();
  }

  @Test
  void readsHeaders() {
    EthernetFrame frame = frame(TAGGED);

    assertThat(frame.destination()).isEqualTo(MacAddress.BROADCAST);
    assertThat(frame.source()).isEqualTo(MacAddress.of("0a:00:00:00:00:01"));
    assertThat(frame.vlan()).isEqualTo(new VlanId(100));
    assertThat(frame.hasTag()).isTrue();
    assertThat(frame(PLAIN).vlan()).isEqualTo(VlanId.UNTAGGED);
    assertThat(frame(PLAIN).hasTag()).isFalse();
  }

  @Test
  void takesTagsOffAndPutsThemOn() {
    assertThat(frame(TAGGED).withoutVlan()).isEqualTo(frame(PLAIN));
    assertThat(frame(PLAIN).withVlan(new VlanId(100)).toString())
        .isEqualTo(TAGGED.replace("8100a064", "81000064"));
    assertThat(frame(PLAIN).withVlan(VlanId.UNTAGGED)).isEqualTo(frame(PLAIN));
    assertThat(frame(PLAIN).withoutVlan()).isEqualTo(frame(PLAIN));
  }

  @Test
  void aServiceTagIsATagLikeOthers() {
    EthernetFrame frame = frame(TAGGED.replace("8100", "88a8"));

    assertThat(frame.vlan()).isEqualTo(new VlanId(100));
    assertThat(frame.withoutVlan()).isEqualTo(frame(PLAIN));
  }

  @Test
  void refusesFramesThatEndInTheirHeaders() {
    for (String hex : new String[] {"", PLAIN.substring(0, 26), TAGGED.substring(0, 34)}) {
      assertThat(EthernetFrame.decode(HexFormat.of().parseHex(hex))).isEmpty();
    }
  }
}
