package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.schema.BaseType;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.Constraint;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.RealAtom;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Values from small domains, so that rows meet: few integers, few strings, a fixed pool of UUIDs a
 * table. Mostly right for their column, now and then not; but never two faults in one operation,
 * for which of them is told depends on the order of a hash table in the original.
 */
final class RandomValues {

  private static final int POOL = 12;
  private static final List<Double> REALS =
      List.of(-1.25, -0.5, 0.0, 0.25, 0.75, 1.0, 1.5, 2.25, 3.75, 1e10);
  private static final List<String> STRINGS =
      List.of("", "a", "b", "c", "dd", "\u00e9", "\ud83d\ude00");

  private final RandomGenerator random;
  private final Dice dice;
  private final Map<String, List<Uuid>> pools = new HashMap<>();

  /** Each name with the table of the row that it was made for. */
  private final Map<String, String> names = new TreeMap<>();

  private boolean faultless;
  private boolean mayBeWrong;
  private boolean mayUseNames;

  RandomValues(RandomGenerator random, DatabaseSchema schema) {
    this.random = random;
    this.dice = new Dice(random);
    for (TableSchema table : schema.tables()) {
      List<Uuid> pool = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        pool.add(Uuid.random(random));
      }
      pools.put(table.name(), pool);
    }
  }

  boolean chance(int percent) {
    return dice.chance(percent);
  }

  <T> T pick(List<T> choices) {
    return dice.pick(choices);
  }

  /** A UUID that rows of that table may have. */
  Uuid rowUuid(String table) {
    return pick(pools.get(table));
  }

  /** A UUID that nothing has. */
  Uuid freshUuid() {
    return Uuid.random(random);
  }

  /** Forgets the named UUIDs of the last transaction. Every other one has no fault on purpose. */
  void beginTransaction() {
    names.clear();
    faultless = chance(50);
  }

  /** Allows one fault more. */
  void beginOperation() {
    mayBeWrong = !faultless;
  }

  boolean isFaultless() {
    return faultless;
  }

  /** Whether to be wrong here; at most once an operation. */
  boolean isWrong(int percent) {
    if (mayBeWrong && chance(percent)) {
      mayBeWrong = false;
      return true;
    }
    return false;
  }

  /** A fresh name for a row of that table, or seldom a used one. */
  String newName(String table) {
    String name = chance(5) ? "row0" : "row" + names.size();
    names.put(name, table);
    return name;
  }

  /** A value for a column; {@code strayPercent} of them break its type or constraints. */
  Json datum(ColumnType type, int strayPercent) {
    if (isWrong(strayPercent)) {
      return stray();
    }
    if (type.isMap()) {
      return map(type, strayPercent);
    }
    int size = size(type);
    if (size == 1 && chance(80)) {
      return atom(type.key(), strayPercent);
    }
    List<Json> atoms = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Json atom = atom(type.key(), strayPercent);
      if (!atoms.contains(atom) || isWrong(strayPercent)) {
        atoms.add(atom);
      }
    }
    return Json.array(Json.of("set"), new Json.Arr(atoms));
  }

  private int size(ColumnType type) {
    int most = Math.min(type.max(), 4);
    int size = type.min() + random.nextInt(most - type.min() + 1);
    // A name may stand for a UUID that is in the set already: a fault nobody meant.
    mayUseNames = size == 1;
    return size;
  }

  private Json map(ColumnType type, int strayPercent) {
    Map<Json, Json> pairs = new HashMap<>();
    int size = size(type);
    for (int i = 0; i < size; i++) {
      pairs.put(atom(type.key(), strayPercent), atom(type.value().orElseThrow(), strayPercent));
    }
    List<Json> elements = new ArrayList<>();
    pairs.forEach((key, value) -> elements.add(Json.array(key, value)));
    return Json.array(Json.of("map"), new Json.Arr(elements));
  }

  /** A set of atoms that a map has for keys, or a column for elements. */
  Json keys(ColumnType type, int strayPercent) {
    List<Json> atoms = new ArrayList<>();
    int size = random.nextInt(4);
    mayUseNames = size == 1;
    for (int i = 0; i < size; i++) {
      Json atom = atom(type.key(), strayPercent);
      if (!atoms.contains(atom)) {
        atoms.add(atom);
      }
    }
    return Json.array(Json.of("set"), new Json.Arr(atoms));
  }

  Json atom(BaseType type, int strayPercent) {
    if (isWrong(strayPercent)) {
      return stray();
    }
    if (type.constraint() instanceof Constraint.OneOf oneOf) {
      return json(oneOf.allowed().key(random.nextInt(oneOf.allowed().size())));
    }
    Json candidate = unconstrained(type);
    while (!isAllowed(candidate, type) && !isWrong(50)) {
      candidate = unconstrained(type);
    }
    return candidate;
  }

  private static boolean isAllowed(Json candidate, BaseType type) {
    return atom(candidate, type.type())
        .map(atom -> type.constraint().check(atom).isEmpty())
        .orElse(true);
  }

  /** The atom that a number or a string stands for. */
  private static Optional<Atom> atom(Json json, AtomicType type) {
    return switch (json) {
      case Json.Int value when type == AtomicType.REAL -> Optional.of(new RealAtom(value.value()));
      case Json.Int value -> Optional.of(new IntegerAtom(value.value()));
      case Json.Real value -> Optional.of(new RealAtom(value.value()));
      case Json.Str value -> Optional.of(new StringAtom(value.value()));
      case Json.Null ignored -> Optional.empty();
      case Json.Bool ignored -> Optional.empty();
      case Json.Arr ignored -> Optional.empty();
      case Json.Obj ignored -> Optional.empty();
    };
  }

  private Json unconstrained(BaseType type) {
    return switch (type.type()) {
      case INTEGER -> Json.of(integer(type));
      case REAL -> new Json.Real(pick(REALS));
      case BOOLEAN -> Json.of(random.nextBoolean());
      case STRING -> Json.of(pick(STRINGS));
      case UUID -> uuid(type);
    };
  }

  private long integer(BaseType type) {
    if (type.constraint() instanceof Constraint.IntegerRange range && !chance(10)) {
      long least = Math.max(range.min(), -4);
      long most = Math.min(range.max(), 8);
      return least > most ? range.min() : least + random.nextInt((int) (most - least + 1));
    }
    return random.nextInt(8) - 2L;
  }

  private Json uuid(BaseType type) {
    String table = type.reference().map(Constraint.Reference::table).orElse("");
    // The original takes an equal UUID in another table for the row itself: names keep to theirs.
    List<String> fitting =
        names.keySet().stream().filter(name -> names.get(name).equals(table)).toList();
    if (mayUseNames && !fitting.isEmpty() && chance(25)) {
      return Json.array(Json.of("named-uuid"), Json.of(pick(fitting)));
    }
    Uuid uuid = pools.containsKey(table) ? rowUuid(table) : pick(pick(List.copyOf(pools.values())));
    return uuidJson(uuid);
  }

  static Json uuidJson(Uuid uuid) {
    return Json.array(Json.of("uuid"), Json.of(uuid.toString()));
  }

  private static Json json(Atom atom) {
    return switch (atom) {
      case IntegerAtom integer -> Json.of(integer.value());
      case RealAtom real -> new Json.Real(real.value());
      case BooleanAtom bool -> Json.of(bool.value());
      case StringAtom string -> Json.of(string.value());
      case Uuid uuid -> uuidJson(uuid);
    };
  }

  /** Something that fits few columns. */
  private Json stray() {
    return pick(
        List.of(
            Json.ofNull(),
            Json.of(true),
            Json.of(1L << 40),
            Json.of(-7),
            new Json.Real(1.5),
            Json.of("zz"),
            Json.emptyObject(),
            Json.array(),
            Json.array(Json.of("set"), Json.array()),
            Json.array(Json.of("map"), Json.array()),
            Json.array(Json.of("set"), Json.array(Json.of(1), Json.of(1))),
            Json.array(Json.of("uuid"), Json.of("not-a-uuid"))));
  }
}
