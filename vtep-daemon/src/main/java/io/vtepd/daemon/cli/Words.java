package io.vtepd.daemon.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The options and arguments of one command, read strictly. */
final class Words {

  /** Stands for the value of an option that was given without one. */
  private static final String NO_VALUE = "";

  /** Further off than this, another option is no helpful hint. */
  private static final int HINT_DISTANCE = 3;

  private final CommandLine line;

  private Words(CommandLine line) {
    this.line = line;
  }

  /** Reads the words after the command. */
  static Words read(Options options, List<String> words) throws UsageException {
    List<String> explicit = new ArrayList<>();
    for (String word : words) {
      explicit.add(isBare(word) ? word + "=" + NO_VALUE : word);
    }
    try {
      CommandLine line =
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(options, explicit.toArray(String[]::new));
      return new Words(line);
    } catch (UnrecognizedOptionException e) {
      throw new UsageException("unknown option " + e.getOption() + hint(options, e.getOption()), e);
    } catch (MissingArgumentException e) {
      throw new UsageException("option --" + e.getOption().getLongOpt() + " needs a value", e);
    } catch (ParseException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /** Whether an option stands without the value that it may have. */
  private static boolean isBare(String word) {
    return word.equals("-v")
        || word.equals("--" + CommonOptions.VERBOSE)
        || word.startsWith("--") && CommonOptions.VALUE_OPTIONAL.contains(word.substring(2));
  }

  private static String hint(Options options, String word) {
    Optional<String> inPlace = AbsentOptions.inPlaceOf(word);
    if (inPlace.isPresent()) {
      return "; " + inPlace.get();
    }
    String name = word.replaceFirst("=.*", "");
    return options.getOptions().stream()
        .map(option -> "--" + option.getLongOpt())
        .filter(option -> distance(name, option) <= HINT_DISTANCE || option.startsWith(name))
        .min(Comparator.comparingInt(option -> distance(name, option)))
        .map(option -> "; did you mean " + option + "?")
        .orElse("; --help lists the options");
  }

  /** Letters to insert, delete or replace to make one of the other (Levenshtein). */
  static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replace = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }

  boolean has(String option) {
    return line.hasOption(option);
  }

  List<String> arguments() {
    return line.getArgList();
  }

  void refuseArguments() throws UsageException {
    if (!arguments().isEmpty()) {
      throw new UsageException("unexpected argument '" + arguments().getFirst() + "'");
    }
  }

  /** All values of an option that may be repeated. */
  List<String> values(String option) {
    String[] values = line.getOptionValues(option);
    return values == null ? List.of() : List.of(values);
  }

  /** The value of an option that may be given once. */
  Optional<String> value(String option) throws UsageException {
    List<String> values = values(option);
    if (values.size() > 1) {
      throw new UsageException("option --" + option + " is given " + values.size() + " times");
    }
    return values.stream().findFirst();
  }

  /**
   * A whole number within limits.
   *
   * @param unit for the error, with a space before it, or nothing
   */
  Optional<Integer> number(String option, int least, int most, String unit) throws UsageException {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int number = text.get().matches("[0-9]{1,6}") ? Integer.parseInt(text.get()) : -1;
    if (number < least || number > most) {
      throw new UsageException(
          "--" + option + " '" + text.get() + "': expected " + least + " to " + most + unit);
    }
    return Optional.of(number);
  }

  Optional<Path> path(String option) throws UsageException {
    Optional<String> text = value(option);
    return text.isPresent() ? Optional.of(toPath(option, text.get())) : Optional.empty();
  }

  /**
   * The file of an option whose value may be left out.
   *
   * @param inItsPlace the file then
   */
  Optional<Path> pathOr(String option, Path inItsPlace) throws UsageException {
    Optional<String> text = value(option);
    if (text.isPresent() && text.get().equals(NO_VALUE)) {
      return Optional.of(inItsPlace);
    }
    return path(option);
  }

  static Path toPath(String what, String text) throws UsageException {
    try {
      if (text.isEmpty()) {
        throw new UsageException(what + ": the file name is missing");
      }
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new UsageException(what + ": '" + text + "' is no file name: " + e.getReason(), e);
    }
  }

  /** An option with a value. */
  static Option valued(String name, String value, String description) {
    return Option.builder().longOpt(name).hasArg().argName(value).desc(description).get();
  }

  /** An option without a value. */
  static Option flag(String name, String description) {
    return Option.builder().longOpt(name).desc(description).get();
  }
}
