package io.vtepd.tests.bench;

import java.nio.ByteBuffer;

/**
 * Counts the messages in a stream of bytes, split anywhere, without parsing them; and among them
 * those that have a member {@code "details"}, which only an error has.
 */
final class ReplyScanner {

  private static final int DETAILS_LENGTH = "details".length();

  private int depth;
  private boolean inString;
  private boolean escaped;
  private int stringLength;
  private byte stringStart;
  private long refusedCount;

  /** Takes all that remains; the number of messages that ended in it. */
  int scan(ByteBuffer bytes) {
    int ended = 0;
    int end = bytes.limit();
    for (int i = bytes.position(); i < end; i++) {
      byte b = bytes.get(i);
      if (inString) {
        onStringByte(b);
      } else if (b == '"') {
        inString = true;
        stringLength = 0;
      } else if (b == '{') {
        depth++;
      } else if (b == '}' && --depth == 0) {
        ended++;
      }
    }
    bytes.position(end);
    return ended;
  }

  private void onStringByte(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
      if (stringLength == DETAILS_LENGTH && stringStart == 'd') {
        refusedCount++;
      }
      return;
    }
    if (stringLength++ == 0) {
      stringStart = b;
    }
  }

  long refusedCount() {
    return refusedCount;
  }
}
