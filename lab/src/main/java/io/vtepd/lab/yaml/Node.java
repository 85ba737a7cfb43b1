package io.vtepd.lab.yaml;

import java.util.List;
import java.util.Optional;

/** A part of a file that knows where it stands. */
public sealed interface Node {

  Position at();

  /** Any plain value, kept as it was written: {@code no} is the text "no". Empty for no value. */
  record Scalar(Position at, String text) implements Node {}

  /** A list. */
  record Sequence(Position at, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** Key and value pairs in file order; a key that was given twice is there twice. */
  record Mapping(Position at, List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The first entry of that key. */
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }
  }

  /** A key with its own place, and what it stands for. */
  record Entry(Position at, String key, Node value) {}

  /** What to call this kind of node in a message. */
  default String kind() {
    return switch (this) {
      case Scalar _ -> "a plain value";
      case Sequence _ -> "a list";
      case Mapping _ -> "a mapping";
    };
  }
}
