package io.vtepd.lab.scenario;

import io.vtepd.lab.topology.Ipv4Prefix;
import io.vtepd.lab.yaml.Node;
import io.vtepd.lab.yaml.Problems;
import java.util.Optional;

/** Reads IPv4 addresses without a prefix length. */
final class Addresses {

  private Addresses() {}

  static Optional<String> read(Node.Scalar value, Problems problems) {
    if (Ipv4Prefix.isAddress(value.text())) {
      return Optional.of(value.text());
    }
    problems.add(value.at(), "\"" + value.text() + "\" is no IPv4 address. Write 10.0.0.1.");
    return Optional.empty();
  }
}
