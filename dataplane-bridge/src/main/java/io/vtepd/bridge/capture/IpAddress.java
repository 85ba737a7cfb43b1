package io.vtepd.bridge.capture;

/**
 * An address in a packet, only to be shown.
 *
 * @param isV6 whether all 128 bits count, or the low 32 of {@code low}
 */
record IpAddress(boolean isV6, long high, long low) {

  static IpAddress v4(int bits) {
    return new IpAddress(false, 0, bits & 0xffff_ffffL);
  }

  static IpAddress v6(long high, long low) {
    return new IpAddress(true, high, low);
  }

  @Override
  public String toString() {
    return isV6 ? v6Text() : v4Text();
  }

  /** With a port, an IPv6 address in brackets. */
  String withPort(int port) {
    return isV6 ? "[" + this + "]:" + port : this + ":" + port;
  }

  private String v4Text() {
    return (low >>> 24) + "." + (low >>> 16 & 0xff) + "." + (low >>> 8 & 0xff) + "." + (low & 0xff);
  }

  /** RFC 5952: the first longest run of two or more zero groups becomes {@code ::}. */
  private String v6Text() {
    int runStart = 0;
    int runLength = 0;
    for (int i = 0; i < 8; i++) {
      int length = zeroesFrom(i);
      if (length > runLength) {
        runStart = i;
        runLength = length;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (runLength > 1 && i == runStart) {
        text.append("::");
        i += runLength - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private int zeroesFrom(int start) {
    int end = start;
    while (end < 8 && group(end) == 0) {
      end++;
    }
    return end - start;
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> (3 - index % 4) * 16 & 0xffff);
  }
}
