package io.vtepd.lab.topology;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A unicast Ethernet address in lower case, such as 00:00:00:00:aa:01. */
public record MacAddress(String text) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");

  public MacAddress {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a MAC address: " + text);
    }
  }

  /** Reads an address; nothing when it is none, or names a group of stations. */
  public static Optional<MacAddress> parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!FORM.matcher(lower).matches() || (Integer.parseInt(lower.substring(0, 2), 16) & 1) == 1) {
      return Optional.empty();
    }
    return Optional.of(new MacAddress(lower));
  }

  @Override
  public String toString() {
    return text;
  }
}
