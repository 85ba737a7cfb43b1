package io.vtepd.tests.differential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Bytes for a connection to the database {@code torture}, in pieces. */
final class WireCases {

  private static final List<String> MESSAGES =
      List.of(
          "{\"method\":\"echo\",\"params\":[],\"id\":0}",
          "{\"method\":\"echo\",\"params\":[1,2.5,\"three\",null,true,{\"a\":[]}],\"id\":\"x\"}",
          "{\"id\":[1,{}],\"params\":[[]],\"method\":\"echo\"}",
          "{\"method\":\"echo\",\"params\":[],\"id\":null}",
          "{\"method\":\"echo\",\"params\":[0]}",
          "{\"method\":\"list_dbs\",\"params\":[],\"id\":-5}",
          "{\"method\":\"no_such\",\"params\":[],\"id\":false}",
          "{\"method\":\"get_schema\",\"params\":[\"nothing\"],\"id\":{}}",
          "{\"method\":\"transact\",\"params\":[\"torture\"],\"id\":1}",
          "{\"method\":\"transact\",\"params\":[\"torture\",{\"op\":\"select\",\"table\":\"Keyed\","
              + "\"where\":[[\"v\",\"==\",1]],\"columns\":[\"k\",\"v\"]}],\"id\":2}",
          "{\"method\":\"transact\",\"params\":[\"torture\",{\"op\":\"insert\",\"table\":\"Keyed\","
              + "\"row\":{\"k\":\"key\",\"v\":10},"
              + "\"uuid\":\"5a2d0b3c-8a5b-4c3a-9d6e-0f1e2d3c4b5a\"}],\"id\":3}",
          "{\"method\":\"transact\",\"params\":[\"torture\",{\"op\":\"update\",\"table\":\"Keyed\","
              + "\"where\":[],\"row\":{\"v\":[\"set\",[]],\"k\":\"other\"}}],\"id\":4}",
          "{\"method\":\"transact\",\"params\":[\"torture\",{\"op\":\"delete\",\"table\":\"Keyed\","
              + "\"where\":[]}],\"id\":5}",
          // Not "monitor": the original may die of it when its third parameter gets lost.
          "{\"method\":\"monitor_cond\",\"params\":[\"torture\",\"m\",{\"Keyed\":"
              + "{\"columns\":[\"k\",\"v\"]}}],\"id\":6}",
          "{\"method\":\"monitor_cancel\",\"params\":[\"m\"],\"id\":7}",
          "{\"method\":\"lock\",\"params\":[\"name\"],\"id\":8}",
          "{\"method\":\"cancel\",\"params\":[1],\"id\":null}",
          "{\"id\":\"echo\",\"result\":[],\"error\":null}",
          "{\"id\":\"echo\",\"error\":\"no\",\"result\":null}",
          "{\"id\":1,\"result\":[],\"error\":null}",
          "{\"id\":null,\"result\":[],\"error\":null}",
          "[]",
          "[{\"method\":\"echo\",\"params\":[],\"id\":0}]",
          "\"text\"",
          "7 ",
          "null",
          "{}");

  private final Dice dice;
  private final WireMutations mutations;

  WireCases(RandomGenerator random) {
    this.dice = new Dice(random);
    this.mutations = new WireMutations(dice);
  }

  List<byte[]> next() {
    StringBuilder text = new StringBuilder();
    int count = dice.chance(60) ? 1 : 1 + dice.below(12);
    int spoiled = dice.below(count);
    for (int i = 0; i < count; i++) {
      String message = dice.pick(MESSAGES);
      int times = i == spoiled ? dice.below(3) : 0;
      for (int j = 0; j < times; j++) {
        message = mutations.mutate(message);
      }
      text.append(message).append(dice.pick(List.of("", "", " ", "\n", "\r\n\t ")));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    // A mutation may have left nothing.
    if (dice.chance(10) && bytes.length > 0) {
      bytes = Arrays.copyOf(bytes, dice.below(bytes.length));
    }
    return split(bytes);
  }

  /** In one piece, in a few, or byte by byte if there are not many. */
  private List<byte[]> split(byte[] bytes) {
    int kind = dice.below(100);
    int longest = kind < 60 ? Integer.MAX_VALUE : kind < 90 ? 1 + dice.below(60) : 1;
    int least = bytes.length / 150;
    List<byte[]> pieces = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int length = longest == Integer.MAX_VALUE ? bytes.length : least + 1 + dice.below(longest);
      int end = Math.min(bytes.length, at + length);
      pieces.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return pieces;
  }
}
