package io.vtepd.ovsdb.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemberMapTest {

  private static Map<String, Json> of(int count) {
    List<Object> slots = new ArrayList<>(List.of("before", Json.ofNull()));
    for (int i = 0; i < count; i++) {
      slots.add("name" + i);
      slots.add(Json.of(i));
    }
    return MemberMap.of(slots.toArray(), 2, slots.size());
  }

  @Test
  void fewAndManyMembersBehaveAlike() {
    for (int count = 0; count < 20; count++) {
      Map<String, Json> expected = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        expected.put("name" + i, Json.of(i));
      }
      Map<String, Json> members = of(count);
      assertThat(members).isEqualTo(expected).hasSameHashCodeAs(expected);
      assertThat(members.keySet()).containsExactlyElementsOf(expected.keySet());
      assertThat(members.get("name")).isNull();
      assertThat(members.containsKey("name0")).isEqualTo(count > 0);
    }
  }

  @Test
  void lastOfEqualNamesCountsAtThePlaceOfTheFirst() {
    Object[] slots = {"a", Json.of(1), "b", Json.of(2), "a", Json.of(3)};
    assertThat(MemberMap.of(slots, 0, slots.length))
        .containsExactly(Map.entry("a", Json.of(3)), Map.entry("b", Json.of(2)));
  }

  @Test
  void doesNotChangeWithWhatItWasMadeFrom() {
    Object[] slots = {"a", Json.of(1)};
    Map<String, Json> members = MemberMap.of(slots, 0, 2);
    slots[0] = "b";
    assertThat(members).containsOnlyKeys("a");
    Map<String, Json> source = new LinkedHashMap<>(members);
    Map<String, Json> copy = MemberMap.copyOf(source);
    source.clear();
    assertThat(copy).containsOnlyKeys("a");
  }
}
