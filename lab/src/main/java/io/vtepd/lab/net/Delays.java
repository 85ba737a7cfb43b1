package io.vtepd.lab.net;

import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Topology;
import java.io.IOException;

/** What delays frames on cables that have a delay. */
public enum Delays {
  /** No cable has one. */
  NONE("nothing"),
  /** The kernel. */
  NETEM("netem"),
  /** A process of the lab for each such cable: many kernels are built without netem. */
  LINE("lab/delay-line, as this kernel has no netem");

  private final String words;

  Delays(String words) {
    this.words = words;
  }

  /** As a person is told. */
  public String words() {
    return words;
  }

  /** What this machine can do for these hosts, tried in a namespace that ends with the try. */
  public static Delays of(Topology topology) throws IOException, InterruptedException {
    boolean none =
        topology.slowed().stream().map(Host.Attached::cable).allMatch(it -> it.delay().isEmpty());
    if (none) {
      return NONE;
    }
    String[] tried = {
      "unshare", "--net", "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms"
    };
    return Command.of(tried).run().succeeded() ? NETEM : LINE;
  }
}
