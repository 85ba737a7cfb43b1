package io.vtepd.lab.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes HTML and SVG: escapes what is data, formats numbers the same everywhere. */
public final class Markup {

  private final StringBuilder text = new StringBuilder();

  /** Begins an element; attributes are pairs of name and value. */
  public Markup open(String tag, Object... attributes) {
    text.append('<').append(tag);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      text.append(' ').append(attributes[i]).append("=\"").append(value(attributes[i + 1]));
      text.append('"');
    }
    text.append('>');
    return this;
  }

  public Markup close(String tag) {
    text.append("</").append(tag).append('>');
    return this;
  }

  /** An element without content. */
  public Markup empty(String tag, Object... attributes) {
    open(tag, attributes);
    text.insert(text.length() - 1, '/');
    return this;
  }

  /** An element with text. */
  public Markup element(String tag, String content, Object... attributes) {
    return open(tag, attributes).text(content).close(tag);
  }

  /** Text as data. */
  public Markup text(String content) {
    text.append(escape(content));
    return this;
  }

  /** Markup that is ready. */
  public Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  /** A line of an SVG picture. */
  public Markup line(double x1, double y1, double x2, double y2, String style) {
    return empty("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "class", style);
  }

  /** A word in an SVG picture: anchor is start, middle or end. */
  public Markup word(double x, double y, String anchor, String style, String content) {
    return element("text", content, "x", x, "y", y, "text-anchor", anchor, "class", style);
  }

  /** A box of an SVG picture. */
  public Markup box(double x, double y, double width, double height, double round, String style) {
    return empty(
        "rect", "x", x, "y", y, "width", width, "height", height, "rx", round, "class", style);
  }

  private static String value(Object value) {
    return value instanceof Double number ? number(number) : escape(String.valueOf(value));
  }

  /** At most two digits behind the point, none that are not needed. */
  public static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Text that cannot be taken for markup; control characters do not pass. */
  public static String escape(String content) {
    StringBuilder safe = new StringBuilder(content.length());
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\n', '\t' -> safe.append(c);
        default -> safe.append(Character.isISOControl(c) ? '\ufffd' : c);
      }
    }
    return safe.toString();
  }

  /** Characters so far. */
  int length() {
    return text.length();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
