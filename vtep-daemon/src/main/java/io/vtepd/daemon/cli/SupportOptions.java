package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Options;

/** The options of {@code vtepd support}. */
final class SupportOptions {

  private SupportOptions() {}

  static Invocation parse(List<String> rest) throws UsageException {
    Options options =
        new Options()
            .addOption(valued("output", "FILE", "the archive; default vtepd-support-TIME.zip here"))
            .addOption(valued("log-file", "FILE", "the daemon's; default the journal of vtepd"))
            .addOption(
                valued("rundir", "DIR", "the daemon's; default " + CommonOptions.RUN_DIRECTORY))
            .addOption(
                valued("unixctl", "SOCKET", "the daemon's control socket, if it is elsewhere"))
            .addOption(flag("help", "print this"));
    Words words = Words.read(options, CommonOptions.joinValues(rest));
    if (words.has("help")) {
      return new Invocation.Help(HelpText.of("vtepd support [OPTION]...", options));
    }
    words.refuseArguments();
    Path runDirectory = CommonOptions.runDirectory(words);
    return new Invocation.Support(
        new SupportSettings(
            words.path("unixctl").orElse(runDirectory.resolve("vtepd.ctl")),
            words.path("log-file"),
            words.path("output")));
  }
}
