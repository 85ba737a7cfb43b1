package io.vtepd.daemon.cli;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Prints a command's options in the order in which they were added. */
final class HelpText {

  private static final int DESCRIPTION_COLUMN = 28;
  private static final int WIDTH = 100;

  private HelpText() {}

  static String of(String usage, Options options) {
    StringBuilder text = new StringBuilder("usage: ").append(usage).append("\n\noptions:\n");
    for (Option option : options.getOptions()) {
      String name =
          "  --" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
      text.append(name).append(" ".repeat(Math.max(1, DESCRIPTION_COLUMN - name.length())));
      wrap(text, option.getDescription());
    }
    return text.toString();
  }

  private static void wrap(StringBuilder text, String description) {
    int column = DESCRIPTION_COLUMN;
    for (String word : description.split(" ", -1)) {
      if (column + word.length() > WIDTH) {
        text.append('\n').append(" ".repeat(DESCRIPTION_COLUMN));
        column = DESCRIPTION_COLUMN;
      }
      text.append(word).append(' ');
      column += word.length() + 1;
    }
    text.setLength(text.length() - 1);
    text.append('\n');
  }
}
