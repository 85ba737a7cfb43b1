package io.vtepd.bridge.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatapathActionsTest {

  private static final EthernetFrame FRAME =
      EthernetFrame.of(
          MacAddress.BROADCAST, MacAddress.of("0a:00:00:00:00:01"), 0x88b5, new byte[46]);
  private static final Map<Integer, String> PORTS = Map.of(2, "eth1", 3, "eth2");
  private static final String TUNNEL =
      "tnl_push(tnl_port(4789),header(size=50,type=4,eth(dst=02:aa:00:00:00:02,src=0e:99:d0:81:24:4d"
          + ",dl_type=0x0800),ipv4(src=192.0.2.254,dst=192.0.2.11,proto=17,tos=0,ttl=64,frag=0x4000)"
          + ",udp(src=0,dst=4789,csum=0x0),vxlan(flags=0x8000000,vni=0x64)),out_port(5)),4";

  private static List<Output> apply(String actions) {
    return DatapathActions.apply(actions, FRAME.withVlan(new VlanId(7)), PORTS);
  }

  @Test
  void doesToTheFrameWhatTheSwitchDoes() {
    Destination far = new Destination(Ipv4Address.of("192.0.2.11"), new Vni(100));
    assertThat(
            apply("pop_vlan,2,clone(" + TUNNEL + "),push_vlan(vid=10,pcp=0),3,pop_vlan," + TUNNEL))
        .containsExactly(
            new Output.ToPort("eth1", FRAME),
            new Output.ToTunnel(far, FRAME),
            new Output.ToPort("eth2", FRAME.withVlan(new VlanId(10))),
            new Output.ToTunnel(far, FRAME));
    assertThat(apply("drop")).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> apply("2,set(eth(dst=00:00:00:00:00:01)),3"))
        .hasMessageContaining("set");
    assertThatThrownBy(() -> apply("4")).hasMessageContaining("port 4");
    assertThatThrownBy(() -> apply(TUNNEL.replace("out_port(5)),4", "out_port(5)),2")))
        .hasMessageContaining("port 2");
  }
}
