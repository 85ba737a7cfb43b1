package io.vtepd.ovsdb.json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A JSON value (RFC 7159) as a tree. Immutable. */
public sealed interface Json {

  /** {@code null}. */
  record Null() implements Json {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Json {}

  /** A number whose value is an integer of 64 bits, however it was spelled. */
  record Int(long value) implements Json {}

  /** Any other number. */
  record Real(double value) implements Json {}

  /** A string. */
  record Str(String value) implements Json {
    public Str {
      Objects.requireNonNull(value);
    }
  }

  /** An array. */
  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }

    public int size() {
      return elements.size();
    }

    public Json get(int index) {
      return elements.get(index);
    }
  }

  /** An object; members in the order in which they came, the last of equal names. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      members = MemberMap.copyOf(members);
    }

    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }
  }

  static Json ofNull() {
    return new Null();
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Json of(long value) {
    return new Int(value);
  }

  static Json of(String value) {
    return new Str(value);
  }

  static Arr array(Json... elements) {
    return new Arr(List.of(elements));
  }

  static Obj emptyObject() {
    return new Obj(Map.of());
  }

  /** This value as the text that {@link JsonWriter} makes of it. */
  default String toText() {
    return new JsonWriter().json(this).toString();
  }
}
