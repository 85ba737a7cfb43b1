package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import io.vtepd.tls.stream.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** The options of {@code vtepd controller}. */
final class ControllerOptions {

  private static final String NAME = "vtepd";
  private static final int NAME_LIMIT = 64;

  private ControllerOptions() {}

  static Options options() {
    Options options =
        new Options()
            .addOption(
                valued(
                    "networks",
                    "FILE",
                    "JSON: the VTEPs to dial, the networks and their ports; read again when it"
                        + " changes"))
            .addOption(
                valued(
                    "remote",
                    "TARGET",
                    "let VTEPs dial us: pssl:[PORT][:IP], ptcp:[PORT][:IP], punix:FILE; may be"
                        + " repeated"))
            .addOption(
                valued(
                    "name", "NAME", "marks what is ours in the VTEPs' databases; default " + NAME))
            .addOption(flag("explain", "print what VTEPs say and each transaction, in words, too"));
    return CommonOptions.addProcess(options);
  }

  static ControllerSettings settings(Words words) throws UsageException {
    words.refuseArguments();
    Optional<Path> networks = words.path("networks");
    if (networks.isEmpty()) {
      throw new UsageException("--networks FILE is missing: it says what there shall be");
    }
    if (words.has("explain") && words.has("detach")) {
      throw new UsageException(
          "--explain prints to stdout, which nobody sees with --detach: leave one of them out");
    }
    DaemonSettings daemon = CommonOptions.daemon(words, "controller", true, Optional.empty());
    String name = words.value("name").orElse(NAME);
    if (!name.matches("[A-Za-z0-9._-]{1," + NAME_LIMIT + "}")) {
      throw new UsageException(
          "--name '" + name + "': 1 to " + NAME_LIMIT + " letters, digits, '.', '_' and '-'");
    }
    return new ControllerSettings(
        daemon, networks.get(), listening(words, daemon), name, words.has("explain"));
  }

  private static List<Target.Passive> listening(Words words, DaemonSettings daemon)
      throws UsageException {
    List<Target.Passive> targets = new ArrayList<>();
    for (String text : words.values("remote")) {
      try {
        Target.Passive target = Target.parsePassive(text);
        if (target.isTls() && daemon.tls().isEmpty()) {
          throw new UsageException(
              "--remote pssl:... needs --private-key, --certificate, and --ca-cert or"
                  + " --bootstrap-ca-cert");
        }
        targets.add(target);
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "--remote: " + e.getMessage() + "; VTEPs to dial stand in --networks FILE", e);
      }
    }
    return targets;
  }
}
