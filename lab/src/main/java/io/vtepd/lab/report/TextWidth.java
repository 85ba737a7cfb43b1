package io.vtepd.lab.report;

/** How wide a text is about, in pixels: rather too much than too little, whatever the font. */
public final class TextWidth {

  private static final String NARROW = "iljtf.,:;'|!()[]I1 /-";
  private static final String WIDE = "mwMWGOQ@%";

  private TextWidth() {}

  /** Of a text in a font of this size. */
  public static double of(String text, double size) {
    double width = 0;
    for (int i = 0; i < text.length(); i++) {
      width += of(text.charAt(i));
    }
    return width * size;
  }

  private static double of(char c) {
    boolean capital = Character.isUpperCase(c);
    return NARROW.indexOf(c) >= 0 ? 0.42 : WIDE.indexOf(c) >= 0 ? 0.95 : capital ? 0.72 : 0.63;
  }

  /** The text, cut so that it is no wider. */
  public static String cut(String text, double size, double limit) {
    if (of(text, size) <= limit) {
      return text;
    }
    double room = limit - of("..", size);
    int end = 0;
    while (room >= of(text.charAt(end)) * size) {
      room -= of(text.charAt(end)) * size;
      end++;
    }
    return text.substring(0, end).strip() + "..";
  }
}
