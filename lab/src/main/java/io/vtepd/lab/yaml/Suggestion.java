package io.vtepd.lab.yaml;

import java.util.Collection;
import java.util.Optional;

/** Finds the word that somebody meant. */
public final class Suggestion {

  private Suggestion() {}

  /** The nearest candidate, when it differs in at most a third of its letters (two at least). */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    String best = "";
    int bestDistance = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    int allowed = Math.max(2, best.length() / 3);
    return bestDistance <= allowed && bestDistance < best.length()
        ? Optional.of(best)
        : Optional.empty();
  }

  /** ' Did you mean "x"?' or, when nothing is near, ' Known: a, b, c.' */
  public static String hint(String word, Collection<String> candidates) {
    return nearest(word, candidates)
        .map(near -> " Did you mean \"" + near + "\"?")
        .orElse(" Known: " + String.join(", ", candidates) + ".");
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
