package io.vtepd.bridge.openflow.action;

import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldRange;

/** One line of a learned flow's match or actions. */
public sealed interface LearnSpec {

  /** The flow matches {@code destination} equal to what {@code source} is in the packet at hand. */
  record MatchField(FieldRange source, FieldRange destination) implements LearnSpec {

    public MatchField {
      requireSameWidth(source, destination);
    }
  }

  /** The flow matches {@code destination} equal to {@code value}. */
  record MatchValue(Bits value, FieldRange destination) implements LearnSpec {

    public MatchValue {
      requireFits(value, destination);
    }
  }

  /** The flow sets {@code destination} to what {@code source} is in the packet at hand. */
  record LoadField(FieldRange source, FieldRange destination) implements LearnSpec {

    public LoadField {
      requireSameWidth(source, destination);
    }
  }

  /** The flow sets {@code destination} to {@code value}. */
  record LoadValue(Bits value, FieldRange destination) implements LearnSpec {

    public LoadValue {
      requireFits(value, destination);
    }
  }

  /** The flow outputs to the port that {@code source} is in the packet at hand. */
  record OutputField(FieldRange source) implements LearnSpec {}

  /** Match {@code field} on the packet's own value of it. */
  static LearnSpec matchSame(Field field) {
    return new MatchField(FieldRange.all(field), FieldRange.all(field));
  }

  static LearnSpec match(Field source, Field destination) {
    return new MatchField(FieldRange.all(source), FieldRange.all(destination));
  }

  static LearnSpec match(long value, Field destination) {
    return new MatchValue(Bits.of(value), FieldRange.all(destination));
  }

  static LearnSpec load(Field source, Field destination) {
    return new LoadField(FieldRange.all(source), FieldRange.all(destination));
  }

  private static void requireSameWidth(FieldRange source, FieldRange destination) {
    if (source.bitCount() != destination.bitCount()) {
      throw new IllegalArgumentException(source + " and " + destination + " differ in width");
    }
  }

  private static void requireFits(Bits value, FieldRange destination) {
    if (!value.fits(destination.bitCount())) {
      throw new IllegalArgumentException(value + " is wider than " + destination);
    }
  }
}
