package io.vtepd.bridge.desired;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Things that are to be done, each once. Taking them leaves a fresh set: clearing one that was
 * large once would cost its old size each time.
 */
final class Marks<T> {

  private Set<T> marked = new HashSet<>();

  void add(T thing) {
    marked.add(thing);
  }

  void addAll(Collection<? extends T> things) {
    marked.addAll(things);
  }

  /** What is marked now; it stays marked. */
  Set<T> copy() {
    return new HashSet<>(marked);
  }

  /** What is marked; afterwards nothing is. */
  Set<T> take() {
    Set<T> taken = marked;
    marked = new HashSet<>();
    return taken;
  }
}
