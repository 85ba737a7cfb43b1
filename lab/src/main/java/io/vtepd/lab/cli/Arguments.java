package io.vtepd.lab.cli;

import io.vtepd.lab.net.LabFailure;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Parses options; a wrong one is bad input and gets the usage. */
final class Arguments {

  private Arguments() {}

  static CommandLine parse(Options options, List<String> words, String usage, int mostNames)
      throws LabFailure {
    try {
      CommandLine line = new DefaultParser().parse(options, words.toArray(String[]::new));
      if (line.getArgList().size() > mostNames) {
        throw new LabFailure(
            LabFailure.BAD_INPUT,
            "\"" + line.getArgList().get(mostNames) + "\" is too much. Usage: " + usage);
      }
      return line;
    } catch (ParseException e) {
      throw new LabFailure(LabFailure.BAD_INPUT, e.getMessage() + ". Usage: " + usage);
    }
  }
}
