package io.vtepd.tests.e2e;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What tools print, with what is random levelled: UUIDs, and the order of lines that follows them.
 */
final class Printed {

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern SHORT_UUID = Pattern.compile("\\b[0-9a-f]{8}\\b");
  private static final Pattern MAKER = Pattern.compile("ORIGINAL|OURS|original|ours");
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]+Z?");

  private Printed() {}

  /** UUIDs all alike, times all alike, lines sorted. */
  static String level(String output) {
    String text = UUID.matcher(output).replaceAll("<uuid>");
    text = SHORT_UUID.matcher(text).replaceAll("<uuid>");
    text = MAKER.matcher(text).replaceAll("<maker>");
    text = TIME.matcher(text).replaceAll("<time>");
    return text.lines().map(String::strip).sorted().collect(Collectors.joining("\n"));
  }
}
