package io.vtepd.lab.run;

import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.step.Vni;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Counts packets: those of a VNI that pass a router, those of any kind that reach a guest. */
final class Views {

  private final Lab lab;
  private final Captures captures;

  Views(Lab lab, Captures captures) {
    this.lab = lab;
    this.captures = captures;
  }

  /** What {@link #since} counts from: a time for a router, a number of packets for a guest. */
  long mark(String on, Optional<Vni> vni) throws IOException, InterruptedException, LabFailure {
    return vni.isPresent() ? VniTally.nowUs() : received(on);
  }

  /** Packets since a mark was taken. */
  long since(String on, Optional<Vni> vni, long mark)
      throws IOException, InterruptedException, LabFailure {
    if (vni.isPresent()) {
      captures.check();
      return captures.tally(on, vni.get()).since(mark);
    }
    return received(on) - mark;
  }

  private long received(String on) throws IOException, InterruptedException, LabFailure {
    List<String> read = List.of("cat", "/sys/class/net/" + Plan.UPLINK + "/statistics/rx_packets");
    return Long.parseLong(Command.of(lab.namespace(on).enter(read)).require().out().strip());
  }

  /** The newest packet, where it is known what it was. */
  String last(String on, Optional<Vni> vni) {
    return vni.isPresent() ? captures.tally(on, vni.get()).lastLine() : "";
  }
}
