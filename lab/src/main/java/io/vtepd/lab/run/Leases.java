package io.vtepd.lab.run;

import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.step.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** Lets a guest ask for its address, with a real program. */
final class Leases {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What udhcpc calls when it has a lease; it says what was given. */
  private static final String SCRIPT =
      """
      #!/bin/sh
      case "$1" in
      bound|renew)
        ip addr replace "$ip/$mask" dev "$interface" || exit 1
        echo "leased $ip/$mask by $serverid"
        ;;
      esac
      """;

  private final Lab lab;

  Leases(Lab lab) {
    this.lab = lab;
  }

  /**
   * Asks.
   *
   * @param tries discovers that are sent, one a second
   */
  Performed ask(Action.Dhcp dhcp, int tries) throws IOException, InterruptedException, LabFailure {
    Path folder = Files.createDirectories(lab.paths().node(dhcp.client()));
    Path script = folder.resolve("udhcpc.sh");
    Files.writeString(script, SCRIPT);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    lab.namespace(dhcp.client()).script("ip addr flush dev " + Plan.UPLINK + " scope global\n");
    List<String> words =
        List.of(
            "udhcpc",
            "-f",
            "-q",
            "-n",
            "-t",
            Integer.toString(tries),
            "-T",
            "1",
            "-i",
            Plan.UPLINK,
            "-s",
            script.toString());
    Completed client =
        Command.of(lab.namespace(dhcp.client()).enter(words))
            .with(lab.environment(dhcp.client()))
            .within(LIMIT)
            .run();
    String leased =
        client
            .out()
            .lines()
            .filter(line -> line.startsWith("leased "))
            .map(line -> line.split("[ /]", -1)[1])
            .findFirst()
            .orElse("");
    return new Performed.Leased(leased, client);
  }
}
