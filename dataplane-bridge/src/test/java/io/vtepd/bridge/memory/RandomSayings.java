package io.vtepd.bridge.memory;

import java.nio.ByteBuffer;
import java.util.Random;

/** What stations say of their addresses, from the frame's type on: most of it right, some not. */
final class RandomSayings {

  private static final int[] IPV4 = {0, 0x0a000001, 0x0a000002, 0x7f000001, 0xe0000001};
  private static final long[] IPV6 = {0, 0xfe80_0000_0000_0000L, 0x2001_0db8_0000_0000L};
  private static final int LENGTH = 90;

  private final Random random;

  private RandomSayings(Random random) {
    this.random = random;
  }

  static byte[] next(Random random) {
    RandomSayings sayings = new RandomSayings(random);
    return random.nextBoolean() ? sayings.arp() : sayings.neighbour();
  }

  /** Mostly the first, now and then the other one. */
  private int or(int right, int wrong) {
    return random.nextInt(8) == 0 ? wrong : right;
  }

  private byte[] arp() {
    return ByteBuffer.allocate(LENGTH)
        .putShort((short) 0x0806)
        .putShort((short) or(1, 6))
        .putShort((short) or(0x0800, 0x86dd))
        .put((byte) or(6, 8))
        .put((byte) or(4, 16))
        .putShort((short) (1 + random.nextInt(2)))
        .putShort((short) 0x0200)
        .putInt(random.nextInt())
        .putInt(IPV4[random.nextInt(IPV4.length)])
        .array();
  }

  private byte[] neighbour() {
    ByteBuffer bytes =
        ByteBuffer.allocate(LENGTH)
            .putShort((short) 0x86dd)
            .putInt(or(0x6000_0000, 0x4000_0000))
            .putShort((short) or(24, 5_000))
            .put((byte) or(58, 17))
            .put((byte) or(255, 64));
    putAddress(bytes);
    putAddress(bytes);
    bytes.put((byte) (134 + random.nextInt(4))).put((byte) or(0, 1)).putShort((short) 0).putInt(0);
    putAddress(bytes);
    return bytes.array();
  }

  private void putAddress(ByteBuffer bytes) {
    long high = IPV6[random.nextInt(IPV6.length)];
    bytes.putLong(high).putLong(high == 0 ? 0 : 1 + random.nextInt(2));
  }
}
