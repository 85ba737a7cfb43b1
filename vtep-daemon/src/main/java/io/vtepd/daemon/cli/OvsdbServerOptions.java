package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;

/** The options of {@code vtepd ovsdb-server}, named as those of ovsdb-server(1). */
final class OvsdbServerOptions {

  private OvsdbServerOptions() {}

  static Options options() {
    return CommonOptions.add(
        new Options()
            .addOption(
                valued("run", "COMMAND", "run it in a shell when all is served, and end with it"))
            .addOption(flag("no-chdir", "accepted: the directory is never changed")));
  }

  static OvsdbServerSettings settings(Words words) throws UsageException {
    if (words.arguments().isEmpty()) {
      throw new UsageException("name at least one database file");
    }
    List<Path> databases = new ArrayList<>();
    for (String argument : words.arguments()) {
      databases.add(Words.toPath("database", argument));
    }
    return new OvsdbServerSettings(
        CommonOptions.daemon(words, "ovsdb-server", false),
        databases,
        CommonOptions.remotes(words),
        words.value("run"));
  }
}
