package io.vtepd.lab.topology;

import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times of topology and scenario files: a number and ms, s or min. */
public final class Durations {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,7})\\s*([a-zA-Z]*)");

  private Durations() {}

  /** A time; what is none becomes a fault. */
  public static Optional<Duration> read(Node.Scalar value, Problems problems) {
    Matcher matcher = FORM.matcher(value.text());
    if (!matcher.matches()) {
      problems.add(value.at(), "\"" + value.text() + "\" is no time. Write one such as 5s.");
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Optional<Duration> duration =
        switch (matcher.group(2)) {
          case "ms" -> Optional.of(Duration.ofMillis(number));
          case "s" -> Optional.of(Duration.ofSeconds(number));
          case "min" -> Optional.of(Duration.ofMinutes(number));
          default -> Optional.empty();
        };
    if (duration.isEmpty()) {
      String unit = matcher.group(2);
      problems.add(
          value.at(),
          unit.isEmpty()
              ? "\"" + value.text() + "\" lacks its unit. Write " + value.text() + "s."
              : "unknown unit \"" + unit + "\" in \"" + value.text() + "\". Use ms, s or min.");
    }
    return duration;
  }
}
