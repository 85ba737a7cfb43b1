package io.vtepd.ovsdb.json;

import static io.vtepd.ovsdb.json.Members.syntax;

import io.vtepd.ovsdb.schema.BaseType;
import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.OvsdbError;
import io.vtepd.ovsdb.value.OvsdbException;
import io.vtepd.ovsdb.value.RealAtom;
import io.vtepd.ovsdb.value.SetDatum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code <value>} of RFC 7047 section 5.1, to and from a {@link Datum}. */
public final class DatumJson {

  private static final byte[] UUID_BEGIN = "[\"uuid\",\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] UUID_END = "\"]".getBytes(StandardCharsets.US_ASCII);

  private DatumJson() {}

  /**
   * @throws OvsdbException {@code syntax error} for the wrong form or number of elements, {@code
   *     ovsdb error} for duplicates, {@code constraint violation} for an atom out of its range
   */
  public static Datum parse(Json json, ColumnType type, NamedUuids names) throws OvsdbException {
    if (type.value().isPresent()) {
      return parseMap(json, type, type.value().get(), names);
    }
    return isTagged(json, "set")
        ? parseSet(tagged(json, "set"), type, names)
        : parseAtom(json, type.key(), names);
  }

  private static Datum parseSet(Json.Arr elements, ColumnType type, NamedUuids names)
      throws OvsdbException {
    checkCount(elements, type, "set");
    List<Atom> atoms = new ArrayList<>(elements.size());
    for (Json element : elements.elements()) {
      atoms.add(parseAtom(element, type.key(), names));
    }
    Datum set = Datum.set(atoms);
    if (set.size() < atoms.size()) {
      throw duplicate("set contains duplicate", elements);
    }
    return set;
  }

  private static MapDatum parseMap(Json json, ColumnType type, BaseType valueType, NamedUuids names)
      throws OvsdbException {
    Json.Arr pairs = tagged(json, "map");
    checkCount(pairs, type, "map");
    Map<Atom, Atom> result = LinkedHashMap.newLinkedHashMap(pairs.size());
    for (Json element : pairs.elements()) {
      if (!(element instanceof Json.Arr pair) || pair.size() != 2) {
        throw syntax("expected 2-element array", element);
      }
      Atom key = parseAtom(pair.get(0), type.key(), names);
      result.put(key, parseAtom(pair.get(1), valueType, names));
    }
    if (result.size() < pairs.size()) {
      throw duplicate("map contains duplicate key", pairs);
    }
    return Datum.map(result);
  }

  private static void checkCount(Json.Arr elements, ColumnType type, String kind)
      throws OvsdbException {
    int count = elements.size();
    if (count < type.min() || count > type.max()) {
      String most = type.max() == ColumnType.UNLIMITED ? "any number of" : "at most " + type.max();
      throw syntax(
          kind
              + " must have at least "
              + type.min()
              + " and "
              + most
              + " members but "
              + count
              + " are present",
          elements);
    }
  }

  private static OvsdbException duplicate(String details, Json json) {
    return new OvsdbException(new OvsdbError("ovsdb error", details, Members.excerpt(json)));
  }

  private static boolean isTagged(Json json, String tag) {
    return json instanceof Json.Arr array
        && array.size() > 0
        && array.get(0) instanceof Json.Str name
        && name.value().equals(tag);
  }

  /** The array of {@code [tag, <array>]}. */
  private static Json.Arr tagged(Json json, String tag) throws OvsdbException {
    if (isTagged(json, tag)
        && json instanceof Json.Arr array
        && array.size() == 2
        && array.get(1) instanceof Json.Arr inner) {
      return inner;
    }
    throw syntax("expected [\"" + tag + "\", <array>]", json);
  }

  /** {@code <atom>}: checked against the base type's constraint. */
  public static Atom parseAtom(Json json, BaseType type, NamedUuids names) throws OvsdbException {
    Atom atom =
        switch (type.type()) {
          case INTEGER -> {
            if (json instanceof Json.Int integer) {
              yield new IntegerAtom(integer.value());
            }
            throw expected("integer", json);
          }
          case REAL ->
              switch (json) {
                case Json.Int integer -> new RealAtom(integer.value());
                case Json.Real real -> new RealAtom(real.value());
                case Json.Null ignored -> throw expected("real", json);
                case Json.Bool ignored -> throw expected("real", json);
                case Json.Str ignored -> throw expected("real", json);
                case Json.Arr ignored -> throw expected("real", json);
                case Json.Obj ignored -> throw expected("real", json);
              };
          case BOOLEAN -> {
            if (json instanceof Json.Bool bool) {
              yield BooleanAtom.of(bool.value());
            }
            throw expected("boolean", json);
          }
          case STRING -> {
            if (json instanceof Json.Str string) {
              // The most frequent string of all is worth sharing.
              yield string.value().isEmpty() ? StringAtom.EMPTY : new StringAtom(string.value());
            }
            throw expected("string", json);
          }
          case UUID -> parseUuid(json, names);
        };
    Optional<OvsdbError> violation = type.constraint().check(atom);
    if (violation.isPresent()) {
      throw violation.get().asException();
    }
    return atom;
  }

  private static Uuid parseUuid(Json json, NamedUuids names) throws OvsdbException {
    if (json instanceof Json.Arr array
        && array.size() == 2
        && array.get(0) instanceof Json.Str kind
        && array.get(1) instanceof Json.Str text) {
      if (kind.value().equals("uuid")) {
        return Uuid.parse(text.value())
            .orElseThrow(() -> syntax("\"" + text.value() + "\" is not a valid UUID", json));
      }
      if (kind.value().equals("named-uuid") && Identifiers.isId(text.value())) {
        Optional<Uuid> uuid = names.resolve(text.value());
        if (uuid.isPresent()) {
          return uuid.get();
        }
      }
    }
    throw syntax("expected [\"uuid\", <string>] or [\"named-uuid\", <id>]", json);
  }

  private static OvsdbException expected(String type, Json json) {
    return syntax("expected " + type, json);
  }

  /** Appends a datum in its shortest form. */
  public static void write(JsonWriter out, Datum datum) {
    switch (datum) {
      case Atom atom -> writeAtom(out, atom);
      case SetDatum set -> {
        out.raw("[\"set\",[");
        for (int i = 0; i < set.size(); i++) {
          if (i > 0) {
            out.raw(',');
          }
          writeAtom(out, set.key(i));
        }
        out.raw("]]");
      }
      case MapDatum map -> {
        out.raw("[\"map\",[");
        for (int i = 0; i < map.size(); i++) {
          out.raw(i > 0 ? ",[" : "[");
          writeAtom(out, map.key(i));
          out.raw(',');
          writeAtom(out, map.value(i));
          out.raw(']');
        }
        out.raw("]]");
      }
    }
  }

  /** Appends an atom. */
  public static void writeAtom(JsonWriter out, Atom atom) {
    switch (atom) {
      case IntegerAtom integer -> out.integer(integer.value());
      case RealAtom real -> out.real(real.value());
      case BooleanAtom bool -> out.bool(bool.value());
      case StringAtom string -> out.string(string);
      case Uuid uuid -> out.raw(UUID_BEGIN).uuid(uuid).raw(UUID_END);
    }
  }

  /** The tree of a datum, for JSON that is built as a tree anyway. */
  public static Json toJson(Datum datum) {
    return switch (datum) {
      case Atom atom -> atomToJson(atom);
      case SetDatum set -> {
        Json[] elements = new Json[set.size()];
        for (int i = 0; i < elements.length; i++) {
          elements[i] = atomToJson(set.key(i));
        }
        yield Json.array(Json.of("set"), new Json.Arr(List.of(elements)));
      }
      case MapDatum map -> {
        Json[] pairs = new Json[map.size()];
        for (int i = 0; i < pairs.length; i++) {
          pairs[i] = Json.array(atomToJson(map.key(i)), atomToJson(map.value(i)));
        }
        yield Json.array(Json.of("map"), new Json.Arr(List.of(pairs)));
      }
    };
  }

  private static Json atomToJson(Atom atom) {
    return switch (atom) {
      case IntegerAtom integer -> new Json.Int(integer.value());
      case RealAtom real -> new Json.Real(real.value());
      case BooleanAtom bool -> new Json.Bool(bool.value());
      case StringAtom string -> new Json.Str(string.value());
      case Uuid uuid -> Json.array(Json.of("uuid"), Json.of(uuid.toString()));
    };
  }
}
