package io.vtepd.daemon.cli;

import io.vtepd.tls.stream.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where {@code vtepd run} has its database: the value of {@code --db}. */
public sealed interface DatabasePlace {

  /** In a file, served by the process itself. */
  record File(Path path) implements DatabasePlace {
    public File {
      Objects.requireNonNull(path);
    }
  }

  /**
   * On somebody else's server.
   *
   * @param targets the server, or the members of its cluster
   */
  record Servers(List<Target.Active> targets) implements DatabasePlace {
    public Servers {
      targets = List.copyOf(targets);
    }

    /** Whether any of them is dialled with TLS. */
    public boolean isTls() {
      return targets.stream().anyMatch(Target::isTls);
    }
  }

  /**
   * Reads the option's value. What begins with the scheme of a connection string is no file; a file
   * of such a name can be given as {@code ./NAME}.
   */
  static DatabasePlace parse(String text) throws UsageException {
    if (!text.matches("p?(tcp|ssl|unix):.*")) {
      return new File(Words.toPath("--db", text));
    }
    List<Target.Active> targets = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      try {
        targets.add(Target.parseActive(each));
      } catch (IllegalArgumentException e) {
        throw new UsageException("--db: " + e.getMessage(), e);
      }
    }
    return new Servers(targets);
  }
}
