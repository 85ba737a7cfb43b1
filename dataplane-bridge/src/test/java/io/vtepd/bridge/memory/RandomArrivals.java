package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.DesiredSwitch;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.Vni;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;

/** Frames of all kinds, at ports and out of tunnels; most fit what the switch knows. */
final class RandomArrivals {

  /** A frame and where it comes from. */
  record Arriving(Arrival from, EthernetFrame frame) {}

  private static final int[] OTHER_VLANS = {1, 99, 4095};
  private static final int CUSTOMER_TAG = 0x8100;
  private static final int SERVICE_TAG = 0x88a8;
  private static final int[] ETHER_TYPES = {0x0800, 0x0806, 0x86dd, 0x88b5, 0x0100};
  private static final List<MacAddress> OTHERS =
      List.of(
          MacAddress.of("01:80:c2:00:00:00"),
          MacAddress.of("01:80:c2:00:00:0f"),
          MacAddress.of("01:80:c2:00:00:10"),
          MacAddress.of("33:33:00:00:00:01"),
          MacAddress.of("00:00:00:00:00:00"));

  private final Random random;

  RandomArrivals(Random random) {
    this.random = random;
  }

  Arriving next(DesiredSwitch facts) {
    return random.nextInt(3) == 0
        ? new Arriving(fromTunnel(facts), frame(random.nextInt(8) == 0 ? 1 : 0))
        : new Arriving(new Arrival.AtPort(pick(RandomState.PORTS)), frame(tagsAtPort()));
  }

  private Arrival fromTunnel(DesiredSwitch facts) {
    var remote = pick(RandomState.REMOTES);
    var known = List.copyOf(facts.ingresses());
    if (known.isEmpty() || random.nextInt(5) == 0) {
      return new Arrival.FromTunnel(remote, new Vni(1 + random.nextInt(5)));
    }
    FactId.Ingress id = pick(known).id();
    return new Arrival.FromTunnel(
        random.nextInt(5) == 0 ? remote : id.remote().orElse(remote), id.vni());
  }

  private int tagsAtPort() {
    int choice = random.nextInt(12);
    return choice == 0 ? 2 : choice < 4 ? 0 : 1;
  }

  private EthernetFrame frame(int tags) {
    byte[] rest = random.nextInt(3) == 0 ? RandomSayings.next(random) : nothingSaid();
    ByteBuffer bytes = ByteBuffer.allocate(12 + 4 * tags + rest.length);
    putMac(bytes, destination());
    putMac(bytes, random.nextInt(20) == 0 ? destination() : pick(RandomState.STATIONS));
    for (int i = 0; i < tags; i++) {
      int priority = random.nextInt(4) == 0 ? random.nextInt(8) : 0;
      bytes.putShort((short) (random.nextInt(8) == 0 ? SERVICE_TAG : CUSTOMER_TAG));
      bytes.putShort((short) (priority << 13 | vlan()));
    }
    bytes.put(rest);
    return EthernetFrame.decode(bytes.array()).orElseThrow();
  }

  /** A frame from its type on, with nothing in it. */
  private byte[] nothingSaid() {
    int type = ETHER_TYPES[random.nextInt(ETHER_TYPES.length)];
    return ByteBuffer.allocate(48).putShort((short) type).array();
  }

  private int vlan() {
    int[] vlans = random.nextInt(6) == 0 ? OTHER_VLANS : RandomState.VLANS;
    return vlans[random.nextInt(vlans.length)];
  }

  private MacAddress destination() {
    return switch (random.nextInt(8)) {
      case 0 -> pick(OTHERS);
      case 1, 2 -> pick(RandomState.GROUPS);
      default -> pick(RandomState.STATIONS);
    };
  }

  private static void putMac(ByteBuffer bytes, MacAddress mac) {
    bytes.putShort((short) (mac.bits() >>> 32));
    bytes.putInt((int) mac.bits());
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
