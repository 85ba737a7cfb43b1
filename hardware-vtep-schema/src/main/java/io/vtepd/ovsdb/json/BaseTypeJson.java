package io.vtepd.ovsdb.json;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.ovsdb.schema.BaseType;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.Constraint;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.OvsdbException;
import java.util.Optional;

/** {@code <base-type>} of RFC 7047 section 3.2. */
final class BaseTypeJson {

  private BaseTypeJson() {}

  static BaseType parse(Json json) throws OvsdbException {
    if (json instanceof Json.Str name) {
      return BaseType.of(atomicType(name));
    }
    Members members = Members.of(json, "ovsdb base type");
    AtomicType type = atomicType(members.required("type", Json.Str.class));
    Optional<Json> enumeration = members.optional("enum");
    Constraint constraint =
        enumeration.isPresent()
            ? parseEnum(enumeration.get(), type)
            : parseOther(type, members, json);
    members.end();
    return new BaseType(type, constraint);
  }

  private static AtomicType atomicType(Json.Str name) throws OvsdbException {
    return AtomicType.ofJsonName(name.value())
        .orElseThrow(() -> syntax("\"" + name.value() + "\" is not an atomic-type", name));
  }

  private static Constraint parseEnum(Json json, AtomicType type) throws OvsdbException {
    ColumnType set = new ColumnType(BaseType.of(type), Optional.empty(), 1, ColumnType.UNLIMITED);
    Datum allowed = DatumJson.parse(json, set, NamedUuids.NONE);
    return new Constraint.OneOf(allowed);
  }

  private static Constraint parseOther(AtomicType type, Members members, Json json)
      throws OvsdbException {
    return switch (type) {
      case INTEGER -> integerRange(members, json);
      case REAL -> realRange(members, json);
      case STRING -> stringLength(members, json);
      case UUID -> reference(members);
      case BOOLEAN -> new Constraint.None();
    };
  }

  private static Constraint integerRange(Members members, Json json) throws OvsdbException {
    Optional<Json.Int> min = members.optional("minInteger", Json.Int.class);
    Optional<Json.Int> max = members.optional("maxInteger", Json.Int.class);
    long least = min.map(Json.Int::value).orElse(Long.MIN_VALUE);
    long most = max.map(Json.Int::value).orElse(Long.MAX_VALUE);
    if (least > most) {
      throw syntax("minInteger exceeds maxInteger", json);
    }
    return least == Long.MIN_VALUE && most == Long.MAX_VALUE
        ? new Constraint.None()
        : new Constraint.IntegerRange(least, most);
  }

  private static Constraint realRange(Members members, Json json) throws OvsdbException {
    Optional<Double> min = optionalReal(members, "minReal");
    Optional<Double> max = optionalReal(members, "maxReal");
    double least = min.orElse(-Double.MAX_VALUE);
    double most = max.orElse(Double.MAX_VALUE);
    if (least > most) {
      throw syntax("minReal exceeds maxReal", json);
    }
    return least == -Double.MAX_VALUE && most == Double.MAX_VALUE
        ? new Constraint.None()
        : new Constraint.RealRange(least, most);
  }

  private static Optional<Double> optionalReal(Members members, String name) throws OvsdbException {
    Optional<Json> json = members.optional(name);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    if (json.get() instanceof Json.Int integer) {
      return Optional.of((double) integer.value());
    }
    if (json.get() instanceof Json.Real real) {
      return Optional.of(real.value());
    }
    throw members.failure("Type mismatch for member '" + name + "'.");
  }

  private static Constraint stringLength(Members members, Json json) throws OvsdbException {
    Optional<Integer> min = optionalLength(members, "minLength");
    Optional<Integer> max = optionalLength(members, "maxLength");
    int least = min.orElse(0);
    int most = max.orElse(Integer.MAX_VALUE);
    if (least > most) {
      throw syntax("minLength exceeds maxLength", json);
    }
    return least == 0 && most == Integer.MAX_VALUE
        ? new Constraint.None()
        : new Constraint.StringLength(least, most);
  }

  private static Optional<Integer> optionalLength(Members members, String name)
      throws OvsdbException {
    Optional<Json.Int> json = members.optional(name, Json.Int.class);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    long value = json.get().value();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw members.failure(name + " out of valid range 0 to " + Integer.MAX_VALUE + ".");
    }
    return Optional.of((int) value);
  }

  private static Constraint reference(Members members) throws OvsdbException {
    Optional<Json.Str> table = members.optional("refTable", Json.Str.class);
    if (table.isEmpty()) {
      return new Constraint.None();
    }
    String strength =
        members.optional("refType", Json.Str.class).map(Json.Str::value).orElse("strong");
    if (!strength.equals("strong") && !strength.equals("weak")) {
      throw members.failure("refType must be \"strong\" or \"weak\", not \"" + strength + "\".");
    }
    return new Constraint.Reference(table.get().value(), strength.equals("strong"));
  }
}
