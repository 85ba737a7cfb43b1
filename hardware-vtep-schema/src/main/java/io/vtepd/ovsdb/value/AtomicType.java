package io.vtepd.ovsdb.value;

import java.util.Locale;
import java.util.Optional;

/** The five atomic types of RFC 7047 section 3.2. */
public enum AtomicType {
  INTEGER,
  REAL,
  BOOLEAN,
  STRING,
  UUID;

  /** The type's name in a schema, such as {@code "integer"}. */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type of that schema name. */
  public static Optional<AtomicType> ofJsonName(String name) {
    for (AtomicType type : values()) {
      if (type.jsonName().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The value that a column of this type has when nobody gave it one (RFC 7047 section 5.2.1). */
  public Atom defaultAtom() {
    return switch (this) {
      case INTEGER -> IntegerAtom.ZERO;
      case REAL -> RealAtom.ZERO;
      case BOOLEAN -> BooleanAtom.FALSE;
      case STRING -> StringAtom.EMPTY;
      case UUID -> Uuid.ZERO;
    };
  }
}
