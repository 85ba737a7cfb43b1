package io.vtepd.ovsdb.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnValuesTest {

  private static final ColumnSchema A = column("a", 0);
  private static final ColumnSchema B = column("b", 1);
  private static final Datum ONE = new IntegerAtom(1);
  private static final Datum TWO = new IntegerAtom(2);

  private static ColumnSchema column(String name, int index) {
    return new ColumnSchema(name, index, ColumnType.scalar(AtomicType.INTEGER), true, false);
  }

  @Test
  void isTheMapThatItWasMadeFrom() {
    Map<ColumnSchema, Datum> map = new HashMap<>(Map.of(A, ONE, B, TWO));
    ColumnValues values = ColumnValues.copyOf(map);
    assertThat(values).isEqualTo(map).hasSameHashCodeAs(map);
    assertThat(values.get(B)).isEqualTo(TWO);
    assertThat(values.get(column("c", 1))).isNull();
    map.clear();
    assertThat(values).hasSize(2);
    assertThat(ColumnValues.copyOf(values)).isSameAs(values);
  }

  @Test
  void keepsTheOrderInWhichColumnsWereNamed() {
    ColumnValues.Builder builder = new ColumnValues.Builder(3);
    builder.add(B, TWO);
    builder.add(A, ONE);
    assertThat(builder.build()).containsExactly(Map.entry(B, TWO), Map.entry(A, ONE));
  }

  @Test
  void leavesTheColumnsOfEveryTableOut() {
    ColumnValues.Builder builder = new ColumnValues.Builder(2);
    builder.add(ColumnSchema.ROW_UUID, Uuid.ZERO);
    builder.add(A, ONE);
    assertThat(builder.build().withoutPseudo()).containsExactly(Map.entry(A, ONE));
  }

  @Test
  void cannotBeChanged() {
    ColumnValues values = ColumnValues.copyOf(Map.of(A, ONE));
    assertThatThrownBy(() -> values.put(B, TWO)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(values::clear).isInstanceOf(UnsupportedOperationException.class);
  }
}
