package io.vtepd.lab.run;

import io.vtepd.lab.host.HostSite;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.step.Expectation;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The OpenFlow rules of one host's bridge, as ovs-ofctl prints them. */
final class FlowView {

  private final Lab lab;
  private final HostSite site;

  FlowView(Lab lab, String host) {
    this.lab = lab;
    this.site = lab.site(host);
  }

  /** Whether a rule with all these words is there, or none is. */
  Finding check(Expectation.Flows wanted) throws IOException, InterruptedException {
    boolean there = wanted.has().isPresent();
    String text = wanted.has().or(wanted::lacks).orElseThrow();
    String expected = (there ? "a flow of " : "no flow of ") + wanted.on() + " with " + text;
    Completed dump = dump();
    if (!dump.succeeded()) {
      return new Finding(false, expected, dump.lastLine());
    }
    List<String> flows = dump.out().lines().filter(line -> line.contains("actions=")).toList();
    List<String> found = flows.stream().filter(flow -> hasWords(flow, text)).toList();
    return new Finding(
        found.isEmpty() != there,
        expected,
        found.isEmpty() ? flows.size() + " flows, none with it" : found.getFirst().strip());
  }

  private Completed dump() throws IOException, InterruptedException {
    List<String> words =
        List.of(
            "ovs-ofctl",
            "-O",
            "OpenFlow10,OpenFlow13,OpenFlow15",
            "--no-stats",
            "dump-flows",
            site.host().bridge());
    return Command.of(site.namespace().enter(words))
        .with(lab.environment(site.host().name()))
        .run();
  }

  /** Words end at blanks and commas: tun_id=0x1 is not in tun_id=0x10. */
  static boolean hasWords(String flow, String text) {
    List<String> words = Arrays.asList(flow.strip().split("[ ,]+", -1));
    return Arrays.stream(text.strip().split("[ ,]+", -1)).allMatch(words::contains);
  }
}
