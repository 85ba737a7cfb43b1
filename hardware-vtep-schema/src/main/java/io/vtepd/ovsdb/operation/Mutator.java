package io.vtepd.ovsdb.operation;

import java.util.Optional;

/** {@code <mutator>} of RFC 7047 section 5.1. */
public enum Mutator {
  ADD("+="),
  SUBTRACT("-="),
  MULTIPLY("*="),
  DIVIDE("/="),
  MODULO("%="),
  INSERT("insert"),
  DELETE("delete");

  private final String jsonName;

  Mutator(String jsonName) {
    this.jsonName = jsonName;
  }

  public String jsonName() {
    return jsonName;
  }

  public static Optional<Mutator> ofJsonName(String name) {
    for (Mutator mutator : values()) {
      if (mutator.jsonName.equals(name)) {
        return Optional.of(mutator);
      }
    }
    return Optional.empty();
  }
}
