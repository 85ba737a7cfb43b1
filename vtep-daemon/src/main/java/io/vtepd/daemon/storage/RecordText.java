package io.vtepd.daemon.storage;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A record's JSON as text, decoded as it is read. Bytes that are no UTF-8 are a {@link
 * java.nio.charset.CharacterCodingException}. One object serves all records of a file.
 */
final class RecordText extends Reader {

  private static final int LONGEST_CHARACTER_BYTES = 4;

  private final FileWindow window;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private long at;
  private long end;

  RecordText(FileWindow window) {
    this.window = window;
  }

  /** Goes to another record. */
  void begin(long startOffset, long endOffset) {
    at = startOffset;
    end = endOffset;
    decoder.reset();
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length < 2) {
      throw new IllegalArgumentException("a character may need two places");
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length);
    while (at < end && chars.position() == offset) {
      int count = window.load(at, end);
      int index = window.indexOf(at);
      CoderResult result = decode(ByteBuffer.wrap(window.array(), index, count), chars);
      if (result.isError()) {
        result.throwException();
      }
    }
    int read = chars.position() - offset;
    return read == 0 ? -1 : read;
  }

  private CoderResult decode(ByteBuffer bytes, CharBuffer chars) throws IOException {
    int before = bytes.position();
    boolean last = at + bytes.remaining() == end;
    CoderResult result = decoder.decode(bytes, chars, last);
    at += bytes.position() - before;
    if (result.isUnderflow() && bytes.hasRemaining() && !last) {
      return decodeAcross(chars);
    }
    return result;
  }

  /** A character whose bytes are not all in the window. */
  private CoderResult decodeAcross(CharBuffer chars) throws IOException {
    int count = (int) Math.min(LONGEST_CHARACTER_BYTES, end - at);
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = window.byteAt(at + i);
    }
    ByteBuffer character = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(character, chars, at + count == end);
    at += character.position();
    return result;
  }

  /** Leaves the file open. */
  @Override
  public void close() {
    at = end;
  }
}
