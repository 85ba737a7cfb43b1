package io.vtepd.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.Options;

/** Understands the words after {@code vtepd}. */
public final class CommandLineParser {

  private static final String COMMANDS =
      """
      usage: vtepd COMMAND [OPTION]...

      commands:
        run            the VTEP: OVSDB server for hardware_vtep, Open vSwitch as its data plane
        ovsdb-server   an OVSDB server for any database files
        controller     a small controller for labs and tests: one LAN over several VTEPs
        capture        show the VXLAN packets of an interface
        show           how the VTEP stands: controllers, a logical switch, a MAC, tunnels, changes
        check          what of it should be mended
        support        pack how it stands, its log and versions into one file, without keys
        pki            make and show keys and certificates
        version        print the version
        help           print this; --man: the manual page

      vtepd COMMAND --help tells more.
      """;

  /** A line of a list of commands begins with its name. */
  private static final Pattern COMMAND = Pattern.compile("(?m)^ {2}([a-z][a-z-]*) ");

  private CommandLineParser() {}

  /** What those words ask for. */
  public static Invocation parse(List<String> words) throws UsageException {
    if (words.isEmpty()) {
      return new Invocation.Help(COMMANDS);
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "run" -> run(rest);
      case "ovsdb-server" -> ovsdbServer(rest);
      case "controller" -> controller(rest);
      case "capture" -> capture(rest);
      case "show" -> ShowOptions.parse(false, rest);
      case "check" -> ShowOptions.parse(true, rest);
      case "support" -> SupportOptions.parse(rest);
      case "pki" -> PkiOptions.parse(rest);
      case "version", "--version" -> alone(words, new Invocation.Version());
      case "help" -> help(words);
      case "--help", "-h" -> alone(words, new Invocation.Help(COMMANDS));
      default ->
          throw new UsageException(
              "unknown command '" + words.getFirst() + "'; 'vtepd help' lists the commands");
    };
  }

  private static Invocation help(List<String> words) throws UsageException {
    return words.equals(List.of("help", "--man"))
        ? new Invocation.Help(manPage())
        : alone(words, new Invocation.Help(COMMANDS));
  }

  /** Of all commands that the list of commands has, and of those that their lists have. */
  private static String manPage() throws UsageException {
    List<String> pages = new ArrayList<>();
    addPages(pages, List.of());
    return ManPage.of(pages);
  }

  private static void addPages(List<String> pages, List<String> command) throws UsageException {
    List<String> words = new ArrayList<>(command);
    words.add("--help");
    if (!(parse(words) instanceof Invocation.Help(String text))) {
      throw new IllegalStateException(words + " prints no help");
    }
    pages.add(text);
    if (text.contains("\ncommands:\n")) {
      Matcher name = COMMAND.matcher(text);
      while (name.find()) {
        List<String> inner = new ArrayList<>(command);
        inner.add(name.group(1));
        if (!inner.equals(List.of("version")) && !inner.equals(List.of("help"))) {
          addPages(pages, inner);
        }
      }
    }
  }

  private static Invocation alone(List<String> words, Invocation invocation) throws UsageException {
    if (words.subList(1, words.size()).equals(List.of("--help"))) {
      return new Invocation.Help(COMMANDS);
    }
    if (words.size() > 1) {
      throw new UsageException(words.getFirst() + " takes no arguments");
    }
    return invocation;
  }

  private static Invocation run(List<String> rest) throws UsageException {
    Options options = RunOptions.options();
    Words words = Words.read(options, CommonOptions.joinValues(rest));
    return words.has("help")
        ? help("vtepd run [OPTION]...", options)
        : new Invocation.Run(RunOptions.settings(words));
  }

  private static Invocation ovsdbServer(List<String> rest) throws UsageException {
    Options options = OvsdbServerOptions.options();
    Words words = Words.read(options, CommonOptions.joinPidFile(rest));
    return words.has("help")
        ? help("vtepd ovsdb-server [OPTION]... DATABASE...", options)
        : new Invocation.OvsdbServer(OvsdbServerOptions.settings(words));
  }

  private static Invocation controller(List<String> rest) throws UsageException {
    Options options = ControllerOptions.options();
    Words words = Words.read(options, CommonOptions.joinValues(rest));
    return words.has("help")
        ? help("vtepd controller --networks FILE [OPTION]...", options)
        : new Invocation.Controller(ControllerOptions.settings(words));
  }

  private static Invocation capture(List<String> rest) throws UsageException {
    Options options = CaptureOptionWords.options();
    Words words = Words.read(options, rest);
    return words.has("help")
        ? help("vtepd capture -i INTERFACE [OPTION]...", options)
        : new Invocation.Capture(CaptureOptionWords.settings(words));
  }

  private static Invocation help(String usage, Options options) {
    return new Invocation.Help(HelpText.of(usage, options));
  }
}
