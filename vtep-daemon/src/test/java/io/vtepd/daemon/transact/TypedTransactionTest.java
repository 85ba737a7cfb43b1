package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.operation.Condition;
import io.vtepd.ovsdb.operation.Mutation;
import io.vtepd.ovsdb.operation.Mutator;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Transactions made by code are held to the schema as those from the wire are. */
class TypedTransactionTest {

  private static final Uuid UUID = Uuid.of("00000000-0000-4000-8000-000000000001");

  private final EngineFixture engine = new EngineFixture();
  private final TableSchema table = engine.database().schema().requireTable("A");
  private final ColumnSchema number = table.requireColumn("i");
  private final ColumnSchema range = table.requireColumn("rng");
  private final ColumnSchema fixed = table.requireColumn("im");

  private String error(Operation... operations) {
    Outcome outcome = engine.execute(Transaction.of(List.of(operations)), 0);
    return outcome instanceof Outcome.Refused refused
        ? refused.result().error().map(OvsdbError::tag).orElseThrow()
        : "none";
  }

  @Test
  void writesWhatItIsTold() {
    assertThat(error(new Operation.Insert(table, UUID, Map.of(number, new IntegerAtom(5)))))
        .isEqualTo("none");
    assertThat(
            error(
                new Operation.Mutate(
                    table,
                    Condition.row(UUID),
                    List.of(new Mutation(number, Mutator.ADD, new IntegerAtom(2))))))
        .isEqualTo("none");
    assertThat(engine.value("A", "i")).isEqualTo("7");
  }

  @Test
  void refusesValuesThatTheColumnDoesNotAllow() {
    assertThat(error(new Operation.Insert(table, UUID, Map.of(number, new StringAtom("x")))))
        .isEqualTo("constraint violation");
    assertThat(error(new Operation.Insert(table, UUID, Map.of(range, new IntegerAtom(6)))))
        .isEqualTo("constraint violation");
    assertThat(
            error(
                new Operation.Update(
                    table, Condition.everyRow(), Map.of(range, new IntegerAtom(6)))))
        .isEqualTo("constraint violation");
  }

  @Test
  void refusesToChangeImmutableColumns() {
    assertThat(
            error(
                new Operation.Update(table, Condition.everyRow(), Map.of(fixed, IntegerAtom.ZERO))))
        .isEqualTo("constraint violation");
    assertThat(
            error(
                new Operation.Mutate(
                    table,
                    Condition.everyRow(),
                    List.of(new Mutation(fixed, Mutator.ADD, IntegerAtom.ZERO)))))
        .isEqualTo("constraint violation");
  }

  @Test
  void refusesAUuidThatIsTaken() {
    Operation insert = new Operation.Insert(table, UUID, Map.of());
    assertThat(error(insert, insert)).isEqualTo("duplicate uuid");
  }
}
