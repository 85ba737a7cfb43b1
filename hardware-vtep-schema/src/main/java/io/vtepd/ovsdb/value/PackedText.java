package io.vtepd.ovsdb.value;

import java.nio.charset.StandardCharsets;

/**
 * Short texts as one number, for there may be millions of them: MAC addresses and IPv4 addresses in
 * their usual form, and up to seven ASCII characters of any kind. A text has one number or none,
 * and equal numbers are equal texts.
 *
 * <pre>
 *   kind (8 bits)            the rest
 *   1 to 7: characters       the characters, the last one lowest
 *   MAC                      48 bits: six numbers as two lower-case digits each, with colons
 *   IPV4                     32 bits: four numbers in decimal without leading zeros, with dots
 * </pre>
 */
final class PackedText {

  /** What stands for a text that has no number. */
  static final long NONE = 0;

  private static final int KIND_SHIFT = 56;
  private static final int MOST_CHARACTERS = 7;
  private static final int MAC = 8;
  private static final int MAC_LENGTH = 17;
  private static final int IPV4 = 9;
  private static final int LONGEST_IPV4 = 15;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  /** Most bytes that a packed text has. */
  static final int LONGEST = MAC_LENGTH;

  private PackedText() {}

  /** The number of a text in UTF-8; {@link #NONE} if it has none. */
  static long pack(byte[] text, int offset, int length) {
    if (length <= MOST_CHARACTERS) {
      return packCharacters(text, offset, length);
    }
    if (length == MAC_LENGTH) {
      return packMac(text, offset);
    }
    return length <= LONGEST_IPV4 ? packIpv4(text, offset, length) : NONE;
  }

  private static long packCharacters(byte[] text, int offset, int length) {
    long characters = 0;
    for (int i = 0; i < length; i++) {
      byte character = text[offset + i];
      if (character < 0) {
        return NONE;
      }
      characters = characters << 8 | character;
    }
    return (long) length << KIND_SHIFT | characters;
  }

  private static long packMac(byte[] text, int offset) {
    long address = 0;
    for (int i = 0; i < MAC_LENGTH; i++) {
      byte character = text[offset + i];
      if (i % 3 == 2) {
        if (character != ':') {
          return NONE;
        }
        continue;
      }
      int digit =
          character >= '0' && character <= '9'
              ? character - '0'
              : character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
      if (digit < 0) {
        return NONE;
      }
      address = address << 4 | digit;
    }
    return (long) MAC << KIND_SHIFT | address;
  }

  private static long packIpv4(byte[] text, int offset, int length) {
    long address = 0;
    int dots = 0;
    int digits = 0;
    int number = 0;
    for (int i = 0; i < length; i++) {
      byte character = text[offset + i];
      if (character == '.') {
        if (digits == 0) {
          return NONE;
        }
        dots++;
        address = address << 8 | number;
        digits = 0;
        number = 0;
        continue;
      }
      boolean leadingZero = digits > 0 && number == 0;
      if (character < '0' || character > '9' || leadingZero) {
        return NONE;
      }
      number = number * 10 + character - '0';
      digits++;
      if (number > 255) {
        return NONE;
      }
    }
    return dots == 3 && digits > 0 ? (long) IPV4 << KIND_SHIFT | address << 8 | number : NONE;
  }

  /** Puts the text into an array that has room for {@link #LONGEST}, and gives its length. */
  static int unpack(long packed, byte[] target, int offset) {
    int kind = (int) (packed >>> KIND_SHIFT);
    return switch (kind) {
      case MAC -> unpackMac(packed, target, offset);
      case IPV4 -> unpackIpv4((int) packed, target, offset);
      default -> {
        for (int i = 0; i < kind; i++) {
          target[offset + i] = (byte) (packed >>> 8 * (kind - 1 - i));
        }
        yield kind;
      }
    };
  }

  private static int unpackMac(long address, byte[] target, int offset) {
    int at = offset;
    for (int shift = 40; shift >= 0; shift -= 8) {
      target[at] = HEX[(int) (address >>> shift + 4) & 15];
      target[at + 1] = HEX[(int) (address >>> shift) & 15];
      if (shift > 0) {
        target[at + 2] = ':';
      }
      at += 3;
    }
    return MAC_LENGTH;
  }

  private static int unpackIpv4(int address, byte[] target, int offset) {
    int at = offset;
    for (int shift = 24; shift >= 0; shift -= 8) {
      int number = address >>> shift & 0xff;
      if (number >= 100) {
        target[at++] = (byte) ('0' + number / 100);
      }
      if (number >= 10) {
        target[at++] = (byte) ('0' + number / 10 % 10);
      }
      target[at++] = (byte) ('0' + number % 10);
      if (shift > 0) {
        target[at++] = '.';
      }
    }
    return at - offset;
  }
}
