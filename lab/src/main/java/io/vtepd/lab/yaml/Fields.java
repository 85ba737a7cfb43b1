package io.vtepd.lab.yaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the fields of a mapping one by one. It remembers which keys were asked for, so that {@link
 * #done} can name those that nobody knows.
 */
public final class Fields {

  private final Node.Mapping mapping;
  private final String owner;
  private final Problems problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private Fields(Node.Mapping mapping, String owner, Problems problems) {
    this.mapping = mapping;
    this.owner = owner;
    this.problems = problems;
  }

  /**
   * The fields of a node, or nothing and a fault when it is no mapping.
   *
   * @param owner whose fields these are, as a message names it: {@code step "before"}
   */
  public static Optional<Fields> of(Node node, String owner, Problems problems) {
    if (node instanceof Node.Mapping mapping) {
      reportTwice(mapping, problems);
      return Optional.of(new Fields(mapping, owner, problems));
    }
    problems.add(
        node.at(), owner + " is " + node.kind() + ". Write a mapping, such as {key: value}.");
    return Optional.empty();
  }

  private static void reportTwice(Node.Mapping mapping, Problems problems) {
    for (Node.Entry entry : mapping.entries()) {
      Node.Entry first = mapping.entry(entry.key()).orElse(entry);
      if (!first.at().equals(entry.at())) {
        problems.add(entry.at(), twice("key", entry.key(), first.at(), "Remove one."));
      }
    }
  }

  /** The message for a name that is defined a second time. */
  public static String twice(String what, String name, Position first, String remedy) {
    return what
        + " \""
        + name
        + "\" is defined twice (first on line "
        + first.line()
        + "). "
        + remedy;
  }

  /** The same fields under a name that says more; what was asked for is forgotten. */
  public Fields called(String name) {
    return new Fields(mapping, name, problems);
  }

  /** The value of a key, if it is there. */
  public Optional<Node> optional(String key) {
    asked.add(key);
    return mapping.entry(key).map(Node.Entry::value);
  }

  /** The entry of a key, if it is there: for messages that point at the key. */
  public Optional<Node.Entry> entry(String key) {
    asked.add(key);
    return mapping.entry(key);
  }

  /** The value of a key; its absence is a fault. */
  public Optional<Node> required(String key) {
    Optional<Node> value = optional(key);
    if (value.isEmpty()) {
      problems.add(mapping.at(), owner + " lacks \"" + key + "\". Add it.");
    }
    return value;
  }

  /** The text of a key, if it is there and plain. */
  public Optional<Node.Scalar> optionalText(String key) {
    return optional(key).flatMap(value -> text(key, value));
  }

  /** The text of a key; its absence is a fault. */
  public Optional<Node.Scalar> requiredText(String key) {
    return required(key).flatMap(value -> text(key, value));
  }

  /** Yes or no; {@code usual} if the key is not there. */
  public boolean optionalFlag(String key, boolean usual) {
    Optional<Node.Scalar> value = optionalText(key);
    return switch (value.map(Node.Scalar::text).orElse(Boolean.toString(usual))) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> {
        problems.add(
            value.orElseThrow().at(),
            "\"" + value.orElseThrow().text() + "\" is neither true nor false.");
        yield usual;
      }
    };
  }

  private Optional<Node.Scalar> text(String key, Node value) {
    if (value instanceof Node.Scalar scalar && !scalar.text().isEmpty()) {
      return Optional.of(scalar);
    }
    String fault = value instanceof Node.Scalar ? "empty" : value.kind();
    problems.add(value.at(), "\"" + key + "\" of " + owner + " is " + fault + ". Give one value.");
    return Optional.empty();
  }

  /** Reports every key that was never asked for. */
  public void done() {
    for (Node.Entry entry : mapping.entries()) {
      if (!asked.contains(entry.key())) {
        problems.add(
            entry.at(),
            "unknown key \""
                + entry.key()
                + "\" in "
                + owner
                + "."
                + Suggestion.hint(entry.key(), List.copyOf(asked)));
      }
    }
  }

  public Node.Mapping mapping() {
    return mapping;
  }

  public String owner() {
    return owner;
  }
}
