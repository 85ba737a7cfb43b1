package io.vtepd.lab.host;

import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.LabFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates of a lab, made by ovs-pki: gateways have one from the switch authority,
 * controllers one from the controller authority, and each trusts the other's.
 */
public record Keys(Path folder) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Makes both authorities and all pairs. */
  public void make(List<String> gateways, List<String> controllers)
      throws IOException, InterruptedException, LabFailure {
    Files.createDirectories(folder);
    pki("init");
    for (String gateway : gateways) {
      pki("req+sign", gateway, "switch");
    }
    for (String controller : controllers) {
      pki("req+sign", controller, "controller");
    }
  }

  private void pki(String... words) throws IOException, InterruptedException, LabFailure {
    List<String> command =
        new ArrayList<>(
            List.of(
                // The pair's name goes into the certificate, so it cannot be a path.
                "env",
                "--chdir=" + folder,
                "ovs-pki",
                "--dir=" + folder.resolve("pki"),
                "--log=" + folder.resolve("ovs-pki.log")));
    command.addAll(List.of(words));
    Command.of(command).within(LIMIT).require();
  }

  /** Options of a gateway's server. */
  public List<String> gatewayOptions(String gateway) {
    return options(gateway, "controllerca");
  }

  /** Options of a controller's client. */
  public List<String> controllerOptions(String controller) {
    return options(controller, "switchca");
  }

  private List<String> options(String name, String authority) {
    return List.of(
        "--private-key=" + folder.resolve(name + "-privkey.pem"),
        "--certificate=" + folder.resolve(name + "-cert.pem"),
        "--ca-cert=" + folder.resolve("pki").resolve(authority).resolve("cacert.pem"));
  }
}
