package io.vtepd.bridge.openvswitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.bridge.desired.BridgeEvent;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openvswitch.pipeline.BindingTag;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAddress;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAt;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearnedAddressesTest {

  private static final NetworkKey RED = new NetworkKey(7);
  private static final FactId.Unicast STATION =
      new FactId.Unicast(RED, MacAddress.of("02:00:00:00:00:01"));

  private final LearnedAddresses addresses = new LearnedAddresses();

  private static LearnedAddress address(String ip) {
    BindingTag port = BindingTag.of(Ofport.of(1), VlanId.UNTAGGED);
    return new LearnedAddress(STATION, port, IpAddress.parse(ip).orElseThrow());
  }

  private static Optional<BridgeEvent> changedTo(String ip) {
    return Optional.of(new BridgeEvent.AddressChanged(STATION, IpAddress.parse(ip)));
  }

  private static Optional<BridgeEvent> unknown() {
    return Optional.of(new BridgeEvent.AddressChanged(STATION, Optional.empty()));
  }

  @Test
  void theNewestCountsUntilItGoes() {
    assertThat(addresses.seen(address("10.0.0.1"))).isEqualTo(changedTo("10.0.0.1"));
    assertThat(addresses.seen(address("10.0.0.2"))).isEqualTo(changedTo("10.0.0.2"));
    assertThat(addresses.seen(address("10.0.0.1"))).as("known").isEmpty();
    assertThat(addresses.gone(address("10.0.0.2"))).isEqualTo(changedTo("10.0.0.1"));
    assertThat(addresses.gone(address("10.0.0.1"))).isEqualTo(unknown());
    assertThat(addresses.gone(address("10.0.0.1"))).as("not there").isEmpty();
  }

  @Test
  void ipv4CountsMoreThanIpv6AndThatMoreThanOneOfTheLink() {
    assertThat(addresses.seen(address("fe80::1"))).isEqualTo(changedTo("fe80::1"));
    assertThat(addresses.seen(address("2001:db8::1"))).isEqualTo(changedTo("2001:db8::1"));
    assertThat(addresses.seen(address("fe80::2"))).isEmpty();
    assertThat(addresses.seen(address("10.0.0.1"))).isEqualTo(changedTo("10.0.0.1"));
    assertThat(addresses.seen(address("2001:db8::2"))).isEmpty();
    assertThat(addresses.gone(address("10.0.0.1"))).isEqualTo(changedTo("2001:db8::2"));
  }

  @Test
  void whatNoStationCanHaveDoesNotCount() {
    for (String ip :
        List.of("0.1.2.3", "127.0.0.1", "224.0.0.1", "255.255.255.255", "ff02::1", "::1", "::")) {
      assertThat(addresses.seen(address(ip))).as(ip).isEmpty();
    }
    assertThat(addresses.seen(address("10.0.0.1"))).isEqualTo(changedTo("10.0.0.1"));
    assertThat(addresses.seen(address("224.0.0.2"))).isEmpty();
  }

  @Test
  void readingTheSwitchAgainTellsOnlyWhatIsNew() {
    addresses.seen(address("10.0.0.1"));
    addresses.seen(address("10.0.0.2"));
    assertThat(addresses.replaceAll(List.of(address("10.0.0.1"), address("10.0.0.2")))).isEmpty();
    assertThat(addresses.replaceAll(List.of(address("10.0.0.2"), address("10.0.0.1"))))
        .containsExactly(changedTo("10.0.0.1").orElseThrow());
    assertThat(addresses.replaceAll(List.of())).containsExactly(unknown().orElseThrow());
  }

  @Test
  void goesWithTheBinding() {
    addresses.seen(address("10.0.0.1"));
    BindingTag here = BindingTag.of(Ofport.of(1), new VlanId(5));
    BindingTag there = BindingTag.of(Ofport.of(2), new VlanId(5));
    assertThat(addresses.goneAt(Set.of(new LearnedAt(there, RED)))).isEmpty();
    assertThat(addresses.goneAt(Set.of(new LearnedAt(here, new NetworkKey(8))))).isEmpty();
    assertThat(addresses.goneAt(Set.of(new LearnedAt(here, RED))))
        .containsExactly(unknown().orElseThrow());
  }
}
