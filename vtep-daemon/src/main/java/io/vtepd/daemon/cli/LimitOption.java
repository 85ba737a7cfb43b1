package io.vtepd.daemon.cli;

import io.vtepd.daemon.server.Limit;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;

/** {@code --limit NAME=VALUE}, as often as needed. */
final class LimitOption {

  private static final String NAME = "limit";

  private LimitOption() {}

  static Option option() {
    return Words.valued(
        NAME, "NAME=VALUE", "instead of the default; may be repeated. NAME is one of " + names());
  }

  private static String names() {
    return Stream.of(Limit.values()).map(Limit::id).collect(Collectors.joining(", "));
  }

  static Map<Limit, Long> read(Words words) throws UsageException {
    Map<Limit, Long> limits = new EnumMap<>(Limit.class);
    for (String text : words.values(NAME)) {
      int equals = text.indexOf('=');
      if (equals < 0) {
        throw new UsageException("--limit '" + text + "': expected NAME=VALUE");
      }
      Limit limit = limit(text.substring(0, equals));
      if (limits.put(limit, value(limit, text.substring(equals + 1))) != null) {
        throw new UsageException("--limit " + limit.id() + " is given twice");
      }
    }
    return limits;
  }

  private static Limit limit(String name) throws UsageException {
    return Limit.ofId(name)
        .orElseThrow(() ->
            new UsageException("--limit '" + name + "' is unknown: expected one of " + names()));
  }

  private static long value(Limit limit, String text) throws UsageException {
    try {
      long value = Long.parseLong(text);
      if (value >= 1 && value <= limit.most()) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new UsageException("--limit " + limit.id() + ": '" + text + "' is no number", e);
    }
    throw new UsageException("--limit " + limit.id() + ": expected 1 to " + limit.most());
  }
}
