package io.vtepd.ovsdb.operation;

import java.util.Optional;

/** {@code <function>} of RFC 7047 section 5.1. */
public enum ComparisonFunction {
  LESS("<"),
  LESS_OR_EQUAL("<="),
  EQUAL("=="),
  NOT_EQUAL("!="),
  GREATER_OR_EQUAL(">="),
  GREATER(">"),
  INCLUDES("includes"),
  EXCLUDES("excludes");

  private final String jsonName;

  ComparisonFunction(String jsonName) {
    this.jsonName = jsonName;
  }

  public String jsonName() {
    return jsonName;
  }

  public static Optional<ComparisonFunction> ofJsonName(String name) {
    for (ComparisonFunction function : values()) {
      if (function.jsonName.equals(name)) {
        return Optional.of(function);
      }
    }
    return Optional.empty();
  }
}
