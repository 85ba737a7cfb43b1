package io.vtepd.tests.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Requests as bytes, one behind the other, ready to be sent. */
public final class Batch {

  private final ByteBuffer bytes;
  private final int[] ends;

  private Batch(ByteBuffer bytes, int[] ends) {
    this.bytes = bytes;
    this.ends = ends;
  }

  public static Batch of(List<String> requests) {
    int total = requests.stream().mapToInt(String::length).sum();
    ByteBuffer bytes = ByteBuffer.allocateDirect(total);
    int[] ends = new int[requests.size()];
    for (int i = 0; i < ends.length; i++) {
      bytes.put(requests.get(i).getBytes(StandardCharsets.ISO_8859_1));
      ends[i] = bytes.position();
    }
    return new Batch(bytes, ends);
  }

  public static Batch of(String... requests) {
    return of(Arrays.asList(requests));
  }

  public int size() {
    return ends.length;
  }

  /** The requests {@code from} to before {@code to}; valid until the next call. */
  public ByteBuffer slice(int from, int to) {
    return bytes.limit(ends[to - 1]).position(from == 0 ? 0 : ends[from - 1]);
  }
}
