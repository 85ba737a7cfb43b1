package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import io.vtepd.daemon.replication.ExcludedTables;
import io.vtepd.daemon.replication.ReplicationSettings;
import io.vtepd.tls.stream.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** The options of {@code vtepd ovsdb-server}, named as those of ovsdb-server(1). */
final class OvsdbServerOptions {

  private OvsdbServerOptions() {}

  static Options options() {
    Options options =
        new Options()
            .addOption(
                valued("run", "COMMAND", "run it in a shell when all is served, and end with it"))
            .addOption(flag("no-chdir", "accepted: the directory is never changed"))
            .addOption(
                valued(
                    "sync-from",
                    "TARGET",
                    "be a read-only backup of that server: ssl:IP[:PORT], tcp:IP[:PORT],"
                        + " unix:FILE"))
            .addOption(
                valued("sync-exclude-tables", "LIST", "DB:TABLE[,DB:TABLE]... that are not copied"))
            .addOption(flag("active", "with --sync-from: begin as the active server"));
    return CommonOptions.add(options);
  }

  static OvsdbServerSettings settings(Words words) throws UsageException {
    if (words.arguments().isEmpty()) {
      throw new UsageException("name at least one database file");
    }
    List<Path> databases = new ArrayList<>();
    for (String argument : words.arguments()) {
      databases.add(Words.toPath("database", argument));
    }
    DaemonSettings daemon = CommonOptions.daemon(words, "ovsdb-server", false, Optional.empty());
    return new OvsdbServerSettings(
        daemon,
        databases,
        CommonOptions.remotes(words),
        replication(words, daemon),
        words.value("run"));
  }

  private static ReplicationSettings replication(Words words, DaemonSettings daemon)
      throws UsageException {
    Optional<String> from = words.value("sync-from");
    if (from.isEmpty() && words.has("active")) {
      throw new UsageException("--active means nothing without --sync-from");
    }
    Optional<Target.Active> target =
        from.isPresent() ? Optional.of(target(from.get(), daemon)) : Optional.empty();
    try {
      ExcludedTables excluded = ExcludedTables.parse(words.value("sync-exclude-tables").orElse(""));
      return new ReplicationSettings(target, excluded, from.isPresent() && !words.has("active"));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--sync-exclude-tables: " + e.getMessage(), e);
    }
  }

  private static Target.Active target(String text, DaemonSettings daemon) throws UsageException {
    try {
      Target.Active target = Target.parseActive(text);
      if (target.isTls() && daemon.tls().isEmpty()) {
        throw new UsageException(
            "--sync-from ssl:... needs --private-key, --certificate, and --ca-cert or"
                + " --bootstrap-ca-cert");
      }
      return target;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--sync-from: " + e.getMessage(), e);
    }
  }
}
