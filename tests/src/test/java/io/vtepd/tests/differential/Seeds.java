package io.vtepd.tests.differential;

import java.util.stream.LongStream;

/**
 * How much is asked: {@code -Dvtepd.seed=N} begins with that seed, {@code -Dvtepd.seeds=N} takes so
 * many, {@code -Dvtepd.requests=N} sends so many requests with each.
 */
final class Seeds {

  private static final long FIRST = 20261120L;

  private Seeds() {}

  static LongStream orElse(int count) {
    long first = Long.getLong("vtepd.seed", FIRST);
    return LongStream.range(first, first + Integer.getInteger("vtepd.seeds", count));
  }

  static int requestsOrElse(int count) {
    return Integer.getInteger("vtepd.requests", count);
  }
}
