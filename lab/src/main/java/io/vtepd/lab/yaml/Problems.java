package io.vtepd.lab.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects faults so that a reader can show all of them at once. Not shared between threads. */
public final class Problems {

  private final List<Problem> found = new ArrayList<>();

  /** Notes a fault; {@code text} says what is wrong and what to do. */
  public void add(Position at, String text) {
    found.add(new Problem(at, text));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** The faults in order of file, line and column. */
  public List<Problem> all() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(Problem::at));
    return List.copyOf(sorted);
  }
}
