package io.vtepd.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What all pages have: head, style, the switch between light and dark. */
public final class PageFrame {

  private PageFrame() {}

  /** A page that needs nothing from elsewhere. */
  public static String page(String title, String body) {
    Markup out = new Markup();
    out.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    out.open("meta", "charset", "utf-8");
    out.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.open("meta", "name", "color-scheme", "content", "light dark");
    // Nothing is loaded from anywhere, not even an icon for the tab.
    out.open("link", "rel", "icon", "href", "data:,");
    out.element("title", title);
    out.open("style").raw(resource("report.css")).close("style").close("head").open("body");
    out.open("main").raw(body).close("main");
    out.open("script").raw(resource("report.js")).close("script");
    return out.close("body").close("html").raw("\n").toString();
  }

  /** An SVG element as a file of its own, in the light colours. */
  public static String picture(String svg) {
    String style = "<style>" + resource("report.css") + "</style>";
    int inside = svg.indexOf('>') + 1;
    return svg.substring(0, inside).replace("<svg ", "<svg data-scheme=\"light\" ")
        + style
        + svg.substring(inside);
  }

  private static String resource(String name) {
    try (InputStream in = PageFrame.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the lab's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
