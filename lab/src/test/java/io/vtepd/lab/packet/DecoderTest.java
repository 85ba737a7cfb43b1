package io.vtepd.lab.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DecoderTest {

  private static String label(String hex) {
    return Decoder.station(Bytes.of(hex)) instanceof Decoded.Plain plain
        ? plain.frame().label()
        : "";
  }

  @Test
  void framesAreToldInWords() {
    assertThat(label(Bytes.ARP_REQUEST)).isEqualTo("ARP who has 10.0.0.2");
    assertThat(label(Bytes.ARP_REPLY)).isEqualTo("ARP 10.0.0.2 is at 00:00:00:00:aa:02");
    assertThat(label(Bytes.ping(8, 7))).isEqualTo("ping 10.0.0.1 > 10.0.0.2 #7");
    assertThat(label(Bytes.ping(0, 7))).isEqualTo("pong 10.0.0.1 > 10.0.0.2 #7");
    assertThat(label(Bytes.bfd(3))).isEqualTo("BFD up 10.0.0.1 > 10.0.0.2");
    assertThat(label(Bytes.bfd(1))).isEqualTo("BFD down 10.0.0.1 > 10.0.0.2");
    assertThat(label("01000c00000100000000aa018100001e88cc")).isEqualTo("LLDP vlan 30");
  }

  @Test
  void sequenceNumbersDoNotCountForTheKind() {
    Decoded one = Decoder.station(Bytes.of(Bytes.ping(8, 1)));
    Decoded two = Decoder.station(Bytes.of(Bytes.ping(8, 2)));
    assertThat(((Decoded.Plain) one).frame().kind())
        .isEqualTo(((Decoded.Plain) two).frame().kind());
  }

  @Test
  void aTenantsFrameIsFoundInItsTunnel() {
    Decoded decoded = Decoder.underlay(Bytes.of(Bytes.vxlan(9, 8, 100, Bytes.ARP_REQUEST)));
    assertThat(decoded)
        .isInstanceOfSatisfying(
            Decoded.Vxlan.class,
            vxlan -> {
              assertThat(vxlan.vni()).isEqualTo(100);
              assertThat(vxlan.source()).isEqualTo("10.0.0.9");
              assertThat(vxlan.inner().label()).isEqualTo("ARP who has 10.0.0.2");
              assertThat(vxlan.bytes()).isEqualTo(Bytes.of(Bytes.ARP_REQUEST));
            });
  }

  @Test
  void everyFrameThatIsCutShortIsToldAsFarAsItGoes() {
    ByteBuffer whole = Bytes.of(Bytes.vxlan(9, 8, 100, Bytes.ping(8, 1)));
    for (int length = 0; length < whole.limit(); length++) {
      assertThat(Decoder.underlay(whole.slice(0, length))).isNotNull();
      assertThat(Decoder.station(whole.slice(0, length))).isNotNull();
    }
  }
}
