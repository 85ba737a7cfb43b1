package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.stream.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options that both daemons have. */
final class CommonOptions {

  /** Options whose value may be left out; it must follow after {@code =}, as getopt has it. */
  static final Set<String> VALUE_OPTIONAL = Set.of("pidfile", "log-file");

  static final String VERBOSE = "verbose";

  /** Names remotes whose clients may only read. */
  static final String READ_ONLY = "remote-read-only";

  static final Path RUN_DIRECTORY = Path.of("/var/run/vtepd");

  private CommonOptions() {}

  /** For a command without arguments: such a value may also be the next word. */
  static List<String> joinValues(List<String> words) {
    return joinValues(words, VALUE_OPTIONAL, words.size());
  }

  /**
   * For a command with database files: the word after {@code --pidfile} is its value, unless it is
   * the last one, for then it is the database.
   */
  static List<String> joinPidFile(List<String> words) {
    return joinValues(words, Set.of("pidfile"), words.size() - 1);
  }

  private static List<String> joinValues(List<String> words, Set<String> options, int end) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean isValue =
          i < end
              && !joined.isEmpty()
              && joined.getLast().startsWith("--")
              && options.contains(joined.getLast().substring(2))
              && !word.startsWith("-");
      if (isValue) {
        joined.add(joined.removeLast() + "=" + word);
      } else {
        joined.add(word);
      }
    }
    return joined;
  }

  static Options add(Options options) {
    options.addOption(
        valued(
            "remote",
            "TARGET",
            "listen or dial: pssl:[PORT][:IP], ptcp:[PORT][:IP], punix:FILE, ssl:IP[:PORT],"
                + " tcp:IP[:PORT], unix:FILE, or db:DB,TABLE,COLUMN; may be repeated"));
    options.addOption(
        valued(READ_ONLY, "TARGET", "as --remote, but its clients may only read; may be repeated"));
    return addOfProcess(options)
        .addOption(WebOption.option())
        .addOption(LimitOption.option())
        .addOption(
            flag(
                "cut-damaged", "open a damaged database with what was committed before the damage"))
        .addOption(flag("help", "print this"));
  }

  /** Those of a process that serves no database. */
  static Options addProcess(Options options) {
    return addOfProcess(options).addOption(flag("help", "print this"));
  }

  private static Options addOfProcess(Options options) {
    options.addOption(valued("rundir", "DIR", "for sockets and pidfile; default " + RUN_DIRECTORY));
    TlsOptions.add(options);
    return options
        .addOption(
            valued("pidfile", "FILE", "write the pid there; the default is in the run directory"))
        .addOption(
            valued("log-file", "FILE", "log there, not to stderr; FILE after = or a default"))
        .addOption(valued("log-level", "LEVEL", LogLevel.words() + "; default info"))
        .addOption(verbose())
        .addOption(flag("detach", "return when the daemon serves, or say why it does not"))
        .addOption(valued("unixctl", "SOCKET", "for ovs-appctl -t SOCKET"))
        .addOption(
            valued(
                "socket-group",
                "GROUP",
                "whose members may use the unix sockets, of which that for ovs-appctl is otherwise"
                    + " for our user alone"));
  }

  private static Option verbose() {
    return Option.builder("v")
        .longOpt(VERBOSE)
        .hasArg()
        .argName("SPEC")
        .desc(
            "in place of --log-level: [file:|console:|syslog:]LEVEL; without effect if we do not"
                + " log there; may be repeated; SPEC after = (also -v)")
        .get();
  }

  /**
   * @param name of pidfile and log, if only their directory is known
   * @param controlByDefault whether there is a control socket though none was asked for
   * @param ownKeys that are made if none are named, but a CA is
   */
  static DaemonSettings daemon(
      Words words, String name, boolean controlByDefault, Optional<KeyFiles> ownKeys)
      throws UsageException {
    Path runDirectory = runDirectory(words);
    Path log = runDirectory.resolve(name + ".log");
    Optional<Path> logFile = words.pathOr("log-file", log);
    Optional<Path> control = words.path("unixctl");
    if (control.isPresent()) {
      unixSocket("unixctl", control.get());
    } else if (controlByDefault) {
      control = Optional.of(runDirectory.resolve(name + ".ctl"));
      unixSocket("rundir", control.get());
    }
    if (words.has("detach")) {
      // Nobody sees the stderr of a detached process.
      logFile = logFile.or(() -> Optional.of(log));
    }
    return new DaemonSettings(
        runDirectory,
        words.pathOr("pidfile", runDirectory.resolve(name + ".pid")),
        logFile,
        logLevel(words, logFile.isPresent() ? LogDestination.FILE : LogDestination.CONSOLE),
        control,
        words.value("socket-group"),
        WebOption.read(words),
        TlsOptions.settings(words, ownKeys),
        TlsOptions.namesKeys(words) ? Optional.empty() : ownKeys,
        LimitOption.read(words),
        words.has("cut-damaged"));
  }

  static Path runDirectory(Words words) throws UsageException {
    return words.path("rundir").orElse(RUN_DIRECTORY);
  }

  /**
   * A socket to listen on.
   *
   * @param option whose value makes its name, to be named if that can't be used
   */
  static Target.Punix unixSocket(String option, Path socket) throws UsageException {
    try {
      return new Target.Punix(socket.toString());
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + ": " + e.getMessage(), e);
    }
  }

  private static LogLevel logLevel(Words words, LogDestination destination) throws UsageException {
    Optional<String> word = words.value("log-level");
    List<String> specs = words.values(VERBOSE);
    if (word.isPresent() && !specs.isEmpty()) {
      throw new UsageException("give --log-level or --verbose, not both");
    }
    if (word.isPresent()) {
      return LogLevel.ofWord(word.get())
          .orElseThrow(() ->
              new UsageException(
                  "--log-level '" + word.get() + "': expected one of " + LogLevel.words()));
    }
    LogLevel level = LogLevel.INFO;
    for (String spec : specs) {
      level = afterSpec(level, spec, destination);
    }
    return level;
  }

  /** The level after one {@code --verbose}, of which Open vSwitch's scripts give several. */
  private static LogLevel afterSpec(LogLevel before, String text, LogDestination destination)
      throws UsageException {
    if (text.startsWith("PATTERN:") || text.startsWith("FACILITY:")) {
      throw new UsageException("--verbose=" + text + ": the form of log lines cannot be changed");
    }
    LogSpec spec;
    try {
      spec = LogSpec.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--verbose=" + text + ": " + e.getMessage(), e);
    }
    if (spec.module().isPresent()) {
      throw new UsageException(
          "--verbose="
              + text
              + ": levels of single modules are set by vlog/set while it runs; here a level is one"
              + " of "
              + LogLevel.words());
    }
    return spec.destination().orElse(destination) == destination ? spec.level() : before;
  }

  /** Those whose clients may write come first. */
  static List<RemoteSpec> remotes(Words words) throws UsageException {
    List<RemoteSpec> remotes = new ArrayList<>(remotes(words, "remote"));
    for (RemoteSpec remote : remotes(words, READ_ONLY)) {
      if (remotes.stream().anyMatch(remote::isSamePlace)) {
        throw new UsageException("--" + READ_ONLY + " " + remote + ": --remote names it, too");
      }
      remotes.add(remote.asReadOnly());
    }
    return remotes;
  }

  private static List<RemoteSpec> remotes(Words words, String option) throws UsageException {
    List<RemoteSpec> remotes = new ArrayList<>();
    for (String text : words.values(option)) {
      try {
        remotes.add(RemoteSpec.parse(text));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--" + option + ": " + e.getMessage(), e);
      }
    }
    return remotes;
  }
}
