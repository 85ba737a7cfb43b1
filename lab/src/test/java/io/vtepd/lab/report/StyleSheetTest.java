package io.vtepd.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Can one read it? WCAG 2.1 asks for a contrast of 4.5 to 1. */
class StyleSheetTest {

  private static final List<String> PAIRS =
      List.of(
          "ink paper",
          "ink card",
          "ink head",
          "soft paper",
          "soft card",
          "soft head",
          "good paper",
          "good card",
          "bad paper",
          "bad card",
          "accent paper",
          "markink mark",
          "chipink c0",
          "chipink c1",
          "chipink c2",
          "chipink c3",
          "chipink c4",
          "chipink c5",
          "chipink c6",
          "chipink c7",
          "chipink accent",
          "c0 paper",
          "c1 paper",
          "c2 paper",
          "c3 paper",
          "c4 paper",
          "c5 paper",
          "c6 paper",
          "c7 paper");

  private static String css() throws IOException {
    try (InputStream in = PageFrame.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static double luminance(String colour) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double part = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
      sum += weights[i] * (part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void everyColourCanBeReadInBothSchemes() throws IOException {
    String css = css();
    List<String> schemes =
        List.of(
            css.substring(0, css.indexOf("@media (prefers-color-scheme:dark)")),
            css.substring(css.indexOf(":root[data-scheme=dark]{")));
    for (String scheme : schemes) {
      Map<String, String> colours = new HashMap<>();
      Matcher matcher = Pattern.compile("--(\\w+):#([0-9a-f]{6})").matcher(scheme);
      while (matcher.find()) {
        colours.putIfAbsent(matcher.group(1), matcher.group(2));
      }
      for (String pair : PAIRS) {
        String[] names = pair.split(" ", -1);
        double one = luminance(colours.get(names[0]));
        double other = luminance(colours.get(names[1]));
        double contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        assertThat(contrast).as(pair).isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    assertThat(css()).doesNotContain("url(", "@import", "http");
  }
}
