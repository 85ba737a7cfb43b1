package io.vtepd.bridge.desired;

import java.util.Optional;

/**
 * A fact before and after a commit.
 *
 * @param before empty if it is new
 * @param after empty if it is gone
 */
public record FactChange(Optional<Fact> before, Optional<Fact> after) {

  public FactChange {
    if (before.equals(after)) {
      throw new IllegalArgumentException("nothing changed: " + before);
    }
    if (before.isPresent() && after.isPresent() && !before.get().id().equals(after.get().id())) {
      throw new IllegalArgumentException(before + " is about something else than " + after);
    }
  }

  public FactId id() {
    return (after.isPresent() ? after : before).orElseThrow().id();
  }
}
