package io.vtepd.tests.differential;

import java.util.List;
import java.util.stream.IntStream;

/** Spoils the text of a message, or spells it in another way. */
final class WireMutations {

  /** 2^64 and subnormals are missing: the original misreads them. */
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1.0",
          "1e2",
          "15e1",
          "1E+2",
          "10e-1",
          "0.5e1",
          "1.5",
          "-1.25e2",
          "1e0",
          "9223372036854775807",
          "9223372036854775807.0",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "1e18",
          "1e19",
          "1e308",
          "1.00000000000000000001",
          "0.99999999999999999999",
          "1000000000000000000000e-21",
          "1e-400",
          "1e309",
          "123456789012345678901234567890",
          "0.1",
          "0.30000000000000004",
          "3.14159265358979",
          "01",
          "-",
          "1.",
          ".5",
          "+1",
          "1e",
          "1e+",
          "0x10",
          "1_0",
          "NaN",
          "Infinity",
          "--1",
          "1 2");

  /** An escaped low surrogate alone is missing: the original passes it through. */
  private static final List<String> STRINGS =
      List.of(
          "\\u0041",
          "\\n\\t\\b\\f\\r",
          "\\/",
          "\\\\",
          "\\\"",
          "\\ud83d\\ude00",
          "\\uD83D\\uDE00",
          "\\u00e9",
          "\u00e9",
          "\ud83d\ude00",
          "\u007f",
          "\uffff",
          "\\uffff",
          "\\u0000",
          "\\ud83d",
          "\\ud83dx",
          "\\ud83d\\u0041",
          "\\ud83d\\ud83d",
          "\\x41",
          "\\'",
          "\\u12",
          "\\uzzzz",
          "\\",
          "\t",
          "\n",
          "\u0001",
          "'",
          "/*",
          "//");

  private static final List<String> TOKENS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "null",
          "true",
          "false",
          "nul",
          "True",
          "0",
          "{}",
          "[]",
          "\"\"",
          " ",
          "\n",
          "\t\r\n ",
          "\f",
          "\u000b",
          "//",
          "'",
          ";",
          "\\",
          "{\"a\":1},",
          "\"a\":1,",
          "\"id\":7,",
          "\"method\":\"echo\",",
          "\"result\":null,",
          "\"error\":null,",
          "\"result\":1,",
          "\"error\":{},",
          "\"jsonrpc\":\"2.0\",",
          "\ufeff");

  private final Dice dice;

  WireMutations(Dice dice) {
    this.dice = dice;
  }

  String mutate(String message) {
    if (message.isEmpty()) {
      return dice.pick(TOKENS);
    }
    return switch (dice.below(9)) {
      case 0 -> replaceCharacter(message);
      case 1 -> delete(message);
      case 2 -> insert(message, dice.pick(TOKENS));
      case 3 -> atToken(message, dice.pick(TOKENS));
      case 4 -> inString(message, dice.pick(STRINGS));
      case 5, 6 -> number(message, dice.pick(NUMBERS));
      case 7 -> nest(message);
      default -> duplicatePiece(message);
    };
  }

  private String replaceCharacter(String message) {
    int at = dice.below(message.length());
    // Not U+0000, which the original overlooks between tokens.
    char c = (char) (dice.chance(30) ? 1 + dice.below(31) : 32 + dice.below(95));
    return message.substring(0, at) + c + message.substring(at + 1);
  }

  private String delete(String message) {
    int at = dice.below(message.length());
    int end = Math.min(message.length(), at + 1 + (dice.chance(70) ? 0 : dice.below(8)));
    return message.substring(0, at) + message.substring(end);
  }

  private String insert(String message, String text) {
    int at = dice.below(message.length() + 1);
    return message.substring(0, at) + text + message.substring(at);
  }

  /** Inserts before or behind a piece of punctuation. */
  private String atToken(String message, String text) {
    int at = find(message, "{}[],:");
    int place = at + dice.below(2);
    return message.substring(0, place) + text + message.substring(place);
  }

  private String inString(String message, String text) {
    int at = find(message, "abcdefghijklmnopqrstuvwxyz");
    return message.substring(0, at) + text + message.substring(at);
  }

  /** Puts a number where there is one. */
  private String number(String message, String number) {
    int at = find(message, "0123456789");
    int end = at;
    while (end < message.length() && Character.isDigit(message.charAt(end))) {
      end++;
    }
    return message.substring(0, at) + number + message.substring(end);
  }

  /** Puts an array round a value, so many times that the depth limit of 1000 is about there. */
  private String nest(String message) {
    int depth = dice.chance(50) ? 1 + dice.below(3) : 990 + dice.below(15);
    int at = message.indexOf("[]");
    if (at < 0) {
      return message;
    }
    return message.substring(0, at)
        + "[".repeat(depth)
        + "]".repeat(depth)
        + message.substring(at + 2);
  }

  private String duplicatePiece(String message) {
    int start = dice.below(message.length());
    int end = start + dice.below(message.length() - start + 1);
    return message.substring(0, end) + message.substring(start);
  }

  /** The place of one of those characters, or of any. */
  private int find(String message, String characters) {
    int[] places =
        IntStream.range(0, message.length())
            .filter(i -> characters.indexOf(message.charAt(i)) >= 0)
            .toArray();
    return places.length == 0 ? dice.below(message.length()) : places[dice.below(places.length)];
  }
}
