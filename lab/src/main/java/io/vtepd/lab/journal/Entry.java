package io.vtepd.lab.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A line of the journal. */
public sealed interface Entry {

  /**
   * The journal begins.
   *
   * @param boot the machine's boot: processes and namespaces of an earlier one are gone
   * @param token stands in the environment of every process of this lab
   */
  record Opened(String boot, String token) implements Entry {}

  /**
   * Whose lab it is.
   *
   * @param state its folder, with this journal
   * @param builder the command that builds it
   */
  record Home(Path state, OwnedProcess builder) implements Entry {}

  /** A namespace is about to be made; none of its name existed. */
  record NamespaceWanted(String name) implements Entry {}

  /** A namespace was made. */
  record NamespaceMade(String name, long inode) implements Entry {}

  /**
   * A process was started.
   *
   * @param owner the node it belongs to
   */
  record ProcessMade(String owner, String program, OwnedProcess process) implements Entry {}

  /** A directory is about to be made. */
  record DirectoryWanted(Path path) implements Entry {}

  /** One line of text, tabs between the words. */
  default String format() {
    return switch (this) {
      case Opened opened -> line("opened", opened.boot, opened.token);
      case Home home ->
          line(
              "home",
              home.state.toString(),
              Long.toString(home.builder.pid()),
              Long.toString(home.builder.startTicks()));
      case NamespaceWanted wanted -> line("namespace-wanted", wanted.name);
      case NamespaceMade made -> line("namespace-made", made.name, Long.toString(made.inode));
      case ProcessMade made ->
          line(
              "process-made",
              made.owner,
              made.program,
              Long.toString(made.process.pid()),
              Long.toString(made.process.startTicks()));
      case DirectoryWanted wanted -> line("directory-wanted", wanted.path.toString());
    };
  }

  /** Reads a line; nothing for one that a crash cut short. */
  static Optional<Entry> parse(String text) {
    List<String> words = List.of(text.split("\t", -1));
    try {
      return switch (words.getFirst() + " " + words.size()) {
        case "opened 3" -> Optional.of(new Opened(words.get(1), words.get(2)));
        case "home 4" ->
            Optional.of(new Home(Path.of(words.get(1)), process(words.get(2), words.get(3))));
        case "namespace-wanted 2" -> Optional.of(new NamespaceWanted(words.get(1)));
        case "namespace-made 3" ->
            Optional.of(new NamespaceMade(words.get(1), Long.parseLong(words.get(2))));
        case "process-made 5" ->
            Optional.of(
                new ProcessMade(words.get(1), words.get(2), process(words.get(3), words.get(4))));
        case "directory-wanted 2" -> Optional.of(new DirectoryWanted(Path.of(words.get(1))));
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static OwnedProcess process(String pid, String startTicks) {
    return new OwnedProcess(Long.parseLong(pid), Long.parseLong(startTicks));
  }

  private static String line(String... words) {
    return String.join("\t", words);
  }
}
