package io.vtepd.ovsdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowMapPropertyTest {

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);

  /** UUIDs that share many bits, from either end, so that the trie gets deep. */
  private Uuid uuid() {
    return switch (random.nextInt(4)) {
      case 0 -> new Uuid(0, random.nextInt(200));
      case 1 -> new Uuid((long) random.nextInt(16) << 60, 0);
      case 2 -> new Uuid(random.nextInt(64), -1L);
      default -> new Uuid(-1L, (long) random.nextInt(64) << 58);
    };
  }

  private static Row row(Uuid uuid, int value) {
    return Row.of(uuid, Uuid.ZERO, new Datum[] {new IntegerAtom(value)});
  }

  private static void assertSame(RowMap map, Map<Uuid, Row> expected) {
    assertThat(map.size()).isEqualTo(expected.size());
    Map<Uuid, Row> visited = new HashMap<>();
    map.forEach(row -> assertThat(visited.put(row.uuid(), row)).isNull());
    assertThat(visited).isEqualTo(expected);
    List<Row> some = new ArrayList<>();
    map.forEachWhile(row -> some.add(row) && some.size() < 7);
    assertThat(some).hasSize(Math.min(7, expected.size())).doesNotHaveDuplicates();
    assertThat(expected.values()).containsAll(some);
    expected.forEach((uuid, row) -> assertThat(map.get(uuid)).containsSame(row));
  }

  @Test
  void holdsWhatAHashMapHolds() {
    System.out.println("RowMapPropertyTest seed " + seed);
    RowMap map = RowMap.empty();
    Map<Uuid, Row> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Uuid uuid = uuid();
      if (random.nextInt(5) < 3 == i / 2000 % 2 < 1) {
        Row row = row(uuid, i);
        map = map.with(row);
        expected.put(uuid, row);
      } else {
        map = map.without(uuid);
        expected.remove(uuid);
      }
      assertThat(map.get(uuid).isPresent()).isEqualTo(expected.containsKey(uuid));
      if (i % 500 == 0) {
        assertSame(map, expected);
      }
    }
    assertSame(map, expected);
  }

  @Test
  void olderMapsStayAsTheyWere() {
    RowMap map = RowMap.empty();
    Map<Uuid, Row> model = new HashMap<>();
    List<RowMap> maps = new ArrayList<>();
    List<Map<Uuid, Row>> models = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Uuid uuid = uuid();
      if (random.nextInt(3) > 0) {
        map = map.with(row(uuid, i));
        model.put(uuid, map.get(uuid).orElseThrow());
      } else {
        map = map.without(uuid);
        model.remove(uuid);
      }
      maps.add(map);
      models.add(Map.copyOf(model));
    }
    for (int i = 0; i < maps.size(); i++) {
      assertSame(maps.get(i), models.get(i));
    }
  }

  @Test
  void anEditorMakesWhatSingleChangesMakeAndTouchesNoMapThatItGave() {
    System.out.println("RowMapPropertyTest seed " + seed);
    Map<Uuid, Row> model = new HashMap<>();
    RowMap single = RowMap.empty();
    RowMap.Editor editor = single.edit();
    List<RowMap> maps = new ArrayList<>();
    List<Map<Uuid, Row>> models = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      Uuid uuid = uuid();
      if (random.nextInt(5) < 3) {
        Row row = row(uuid, i);
        editor.put(row);
        single = single.with(row);
        model.put(uuid, row);
      } else {
        editor.remove(uuid);
        single = single.without(uuid);
        model.remove(uuid);
      }
      assertThat(editor.get(uuid)).isEqualTo(Optional.ofNullable(model.get(uuid)));
      if (random.nextInt(100) == 0) {
        maps.add(editor.toMap());
        models.add(Map.copyOf(model));
        assertThat(visited(maps.getLast())).isEqualTo(visited(single));
      }
    }
    for (int i = 0; i < maps.size(); i++) {
      assertSame(maps.get(i), models.get(i));
    }
  }

  private static List<Row> visited(RowMap map) {
    List<Row> rows = new ArrayList<>();
    map.forEach(rows::add);
    return rows;
  }

  @Test
  void mappedRowsTakeTheOthersPlacesAndFurtherChangesWorkAsEver() {
    RowMap map = RowMap.empty();
    Map<Uuid, Row> model = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      Uuid uuid = uuid();
      Row other = row(uuid, -i);
      map = random.nextInt(4) > 0 ? map.with(row(uuid, i)) : map.without(uuid);
      if (map.contains(uuid)) {
        model.put(uuid, other);
      } else {
        model.remove(uuid);
      }
    }
    RowMap before = map;
    Map<Uuid, Row> rows = new HashMap<>();
    before.forEach(row -> rows.put(row.uuid(), row));
    RowMap mapped = before.map(row -> model.get(row.uuid()));
    assertSame(mapped, model);
    for (Uuid uuid : List.copyOf(model.keySet())) {
      mapped = mapped.without(uuid);
      model.remove(uuid);
      if (model.size() % 50 == 0) {
        assertSame(mapped, model);
      }
    }
    assertSame(before, rows);
  }

  @Test
  void mappedRowsKeepTheirUuids() {
    RowMap map = RowMap.empty().with(row(new Uuid(1, 2), 3));
    assertThatIllegalArgumentException().isThrownBy(() -> map.map(row -> row(new Uuid(1, 3), 3)));
    assertThat(RowMap.empty().map(row -> row)).isSameAs(RowMap.empty());
  }

  @Test
  void changingNothingGivesTheSameMap() {
    Row row = row(new Uuid(1, 2), 3);
    RowMap map = RowMap.empty().with(row);
    assertThat(map.with(row)).isSameAs(map);
    assertThat(map.without(new Uuid(1, 34))).isSameAs(map);
    assertThat(map.edit().toMap()).isSameAs(map);
  }

  @Test
  void equalContentsAreVisitedInOneOrder() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      rows.add(row(new Uuid(random.nextLong(), random.nextLong()), i));
    }
    RowMap forward = RowMap.empty();
    RowMap backward = RowMap.empty();
    for (int i = 0; i < rows.size(); i++) {
      forward = forward.with(rows.get(i));
      backward = backward.with(rows.get(rows.size() - 1 - i));
    }
    List<Row> first = new ArrayList<>();
    List<Row> second = new ArrayList<>();
    forward.forEach(first::add);
    backward.forEach(second::add);
    assertThat(first).isEqualTo(second);
  }
}
