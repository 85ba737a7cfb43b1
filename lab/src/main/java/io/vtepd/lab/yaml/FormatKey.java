package io.vtepd.lab.yaml;

import java.util.Optional;

/** The {@code format} key that every file begins with. */
public final class FormatKey {

  /** The format that this lab reads. */
  public static final int FORMAT = 1;

  private FormatKey() {}

  /** Asks for the key and reports a format that is not ours. */
  public static void check(Fields fields, Problems problems) {
    Optional<Node.Scalar> format = fields.requiredText("format");
    if (format.isEmpty() || format.get().text().equals(String.valueOf(FORMAT))) {
      return;
    }
    String text = format.get().text();
    String remedy =
        text.matches("[0-9]{1,9}") && Integer.parseInt(text) > FORMAT
            ? "is newer than this lab, which reads " + FORMAT + ". Update the lab."
            : "is no format. Write format: " + FORMAT + ".";
    problems.add(format.get().at(), "format \"" + text + "\" " + remedy);
  }
}
