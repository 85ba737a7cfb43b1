package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** The options of {@code vtepd show} and {@code vtepd check}. */
final class ShowOptions {

  private static final int LIMIT = 999_999;
  private static final String SHOW =
      "vtepd show [controllers | switch NAME | mac MAC | tunnels | changes] [OPTION]...";
  private static final String CHECK = "vtepd check [OPTION]...";

  private ShowOptions() {}

  private static Options options() {
    return new Options()
        .addOption(flag("json", "the same as JSON"))
        .addOption(valued("limit", "N", "rows at most; default 1000"))
        .addOption(valued("rundir", "DIR", "the daemon's; default " + CommonOptions.RUN_DIRECTORY))
        .addOption(valued("unixctl", "SOCKET", "the daemon's control socket, if it is elsewhere"))
        .addOption(flag("help", "print this"));
  }

  static Invocation parse(boolean check, List<String> rest) throws UsageException {
    Options options = options();
    Words words = Words.read(options, rest);
    if (words.has("help")) {
      return new Invocation.Help(HelpText.of(check ? CHECK : SHOW, options));
    }
    if (check) {
      words.refuseArguments();
    }
    Path runDirectory = CommonOptions.runDirectory(words);
    return new Invocation.Show(
        new ShowSettings(
            check,
            words.arguments(),
            words.has("json"),
            words.number("limit", 1, LIMIT, ""),
            words.path("unixctl").orElse(runDirectory.resolve("vtepd.ctl"))));
  }
}
