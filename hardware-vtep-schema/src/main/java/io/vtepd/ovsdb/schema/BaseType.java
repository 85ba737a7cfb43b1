package io.vtepd.ovsdb.schema;

import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.OvsdbError;
import java.util.Objects;
import java.util.Optional;

/** An atomic type with its constraint: {@code <base-type>} of RFC 7047 section 3.2. */
public record BaseType(AtomicType type, Constraint constraint) {

  public BaseType {
    Objects.requireNonNull(type);
    boolean fits =
        switch (constraint) {
          case Constraint.None none -> true;
          case Constraint.OneOf oneOf ->
              !oneOf.allowed().isEmpty() && oneOf.allowed().key(0).type() == type;
          case Constraint.IntegerRange range -> type == AtomicType.INTEGER;
          case Constraint.RealRange range -> type == AtomicType.REAL;
          case Constraint.StringLength length -> type == AtomicType.STRING;
          case Constraint.Reference reference -> type == AtomicType.UUID;
        };
    if (!fits) {
      throw new IllegalArgumentException(constraint + " does not fit " + type);
    }
  }

  /** The type without constraint. */
  public static BaseType of(AtomicType type) {
    return new BaseType(type, new Constraint.None());
  }

  /** The violation, if an atom is of another type or breaks the constraint. */
  public Optional<OvsdbError> check(Atom atom) {
    return atom.type() == type
        ? constraint.check(atom)
        : Optional.of(
            OvsdbError.constraint(
                atom + " is of type " + atom.type().jsonName() + ", not " + type.jsonName()));
  }

  /** The reference that a uuid of this type is, if it is one. */
  public Optional<Constraint.Reference> reference() {
    return constraint instanceof Constraint.Reference reference
        ? Optional.of(reference)
        : Optional.empty();
  }

  public boolean isStrongReference() {
    return constraint instanceof Constraint.Reference reference && reference.strong();
  }

  public boolean isWeakReference() {
    return constraint instanceof Constraint.Reference reference && !reference.strong();
  }
}
