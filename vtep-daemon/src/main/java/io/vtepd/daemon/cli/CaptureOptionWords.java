package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import io.vtepd.vtep.Vni;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of {@code vtepd capture}. */
final class CaptureOptionWords {

  private CaptureOptionWords() {}

  static Options options() {
    return new Options()
        .addOption(
            Option.builder("i")
                .longOpt("interface")
                .hasArg()
                .argName("NAME")
                .desc("interface to capture on (also -i)")
                .get())
        .addOption(valued("count", "N", "end after so many packets"))
        .addOption(valued("vni", "N", "only packets of this network"))
        .addOption(valued("write", "FILE", "write the packets to a pcap file, too"))
        .addOption(flag("help", "print this"));
  }

  static CaptureSettings settings(Words words) throws UsageException {
    words.refuseArguments();
    String name =
        words
            .value("interface")
            .filter(text -> !text.isBlank())
            .orElseThrow(() -> new UsageException("name the interface: -i NAME"));
    return new CaptureSettings(name, count(words), vni(words), words.path("write"));
  }

  private static OptionalLong count(Words words) throws UsageException {
    Optional<String> text = words.value("count");
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!text.get().matches("[1-9][0-9]{0,17}")) {
      throw new UsageException("--count '" + text.get() + "': expected a positive number");
    }
    return OptionalLong.of(Long.parseLong(text.get()));
  }

  private static Optional<Vni> vni(Words words) throws UsageException {
    Optional<String> text = words.value("vni");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Vni(Integer.parseInt(text.get())));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--vni '" + text.get() + "': expected 1 to 16777215", e);
    }
  }
}
