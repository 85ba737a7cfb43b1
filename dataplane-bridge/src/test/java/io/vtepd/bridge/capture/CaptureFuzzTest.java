package io.vtepd.bridge.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CaptureFuzzTest {

  private static final int ROUNDS = 200_000;
  private static final OuterDecoder DECODER = new OuterDecoder(CaptureOptions.VXLAN_PORT);

  @Test
  void mutatedAndCutFramesNeverThrow() {
    long seed = Long.getLong("vtepd.seed", System.nanoTime());
    System.out.println("CaptureFuzzTest seed " + seed);
    Random random = new Random(seed);
    List<byte[]> corpus =
        SamplePackets.all().stream()
            .map(SamplePackets::bytes)
            .map(inner -> SamplePackets.outer(4789, SamplePackets.vxlan(7, inner)))
            .toList();
    for (int round = 0; round < ROUNDS; round++) {
      byte[] frame = mutate(random, corpus.get(random.nextInt(corpus.size())));
      try {
        DECODER
            .decode(ByteBuffer.wrap(frame))
            .map(packet -> InnerSummary.of(packet.inner()))
            .ifPresent(text -> assertThat(text.length()).isBetween(1, 300));
        assertThat(InnerSummary.of(ByteBuffer.wrap(frame)).length()).isBetween(1, 300);
      } catch (RuntimeException failure) {
        throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(frame), failure);
      }
    }
  }

  private static byte[] mutate(Random random, byte[] frame) {
    int length = random.nextInt(3) == 0 ? random.nextInt(frame.length + 1) : frame.length;
    byte[] mutated = Arrays.copyOf(frame, length);
    for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
      mutated[random.nextInt(length)] = (byte) random.nextInt(256);
    }
    return mutated;
  }
}
