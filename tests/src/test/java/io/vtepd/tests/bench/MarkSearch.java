package io.vtepd.tests.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds {@link Requests#MARK} in a stream, eight bytes at a time: how the end of a reply of many
 * megabytes is noticed without looking at each of its bytes.
 */
final class MarkSearch {

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGHS = 0x8080_8080_8080_8080L;
  private static final long MARKS = ONES * Requests.MARK;

  private MarkSearch() {}

  /** Whether it is between position and limit. */
  static boolean isIn(ByteBuffer bytes) {
    ByteBuffer words = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    int end = words.limit();
    int i = 0;
    for (; i + 32 <= end; i += 32) {
      if ((zeroByte(words.getLong(i) ^ MARKS)
              | zeroByte(words.getLong(i + 8) ^ MARKS)
              | zeroByte(words.getLong(i + 16) ^ MARKS)
              | zeroByte(words.getLong(i + 24) ^ MARKS))
          != 0) {
        return true;
      }
    }
    for (; i < end; i++) {
      if (words.get(i) == Requests.MARK) {
        return true;
      }
    }
    return false;
  }

  /** Not zero if one of the eight bytes is. */
  private static long zeroByte(long word) {
    return (word - ONES) & ~word & HIGHS;
  }
}
