package io.vtepd.tests.bench.dataplane;

import io.vtepd.tests.bench.Bench;
import io.vtepd.tests.bench.Contender;
import io.vtepd.tests.bench.Contender.Link;
import io.vtepd.tests.bench.Part;
import io.vtepd.tests.bench.Part.Layout;
import java.nio.file.Path;
import java.util.List;

/** The program behind {@code tests/bench/dataplane}: what is measured. */
public final class DataplaneBench {

  private static final int LARGE_MACS = 100_000;
  private static final Fabric SMALL = new Fabric(10, 2, 5);
  private static final Fabric LARGE = new Fabric(1_000, 48, 500);
  private static final String LARGE_STATE =
      "1,000 logical switches with 48 bindings each, 500 VTEPs, 100,000 MACs";

  private DataplaneBench() {}

  /** Arguments: the project's folder, then the command's options. */
  public static void main(String[] words) {
    Bench.main("dataplane", Site.OVS_VTEP, words, options -> parts(options.ours()));
  }

  /**
   * All tables.
   *
   * @param ours the launcher of vtepd
   */
  static List<Part> parts(Path ours) {
    Contender vtepd = new Contender("vtepd", ours, Link.PLAIN);
    Contender ovsVtep = new Contender("ovs-vtep", Site.OVS_VTEP, Link.PLAIN);
    Fabric one = new Fabric(1, 1, 1);
    return List.of(
        new Part(
            "Beside ovs-vtep",
            Layout.GOALS,
            ovsVtep,
            vtepd,
            List.of(
                new MacsRow("one", "one MAC until its flow is in the switch", 1, 200, 5, 200),
                new MacsRow("thousand", "1,000 MACs in one transaction", 1_000, 5, 1, 100),
                new FirstFrameRow(
                    "first-frame",
                    "first frame of a server until a controller's monitor has its MAC",
                    200,
                    5),
                new IdleRow("idle-one", "idle, one logical switch", one, 0, 30))),
        new Part(
            "Beside Open vSwitch's own tools",
            Layout.GOALS,
            OvsTools.CONTENDER,
            vtepd,
            List.of(
                new BundleRow("hundred-k", "100,000 MACs", LARGE_MACS, vtepd),
                new FullStartRow(
                    "full-start", "start from nothing: " + LARGE_STATE, LARGE, LARGE_MACS, vtepd))),
        Part.alone(
            "A large state: " + LARGE_STATE,
            Layout.GOALS,
            vtepd,
            List.of(
                new StartAgainRow(
                    "start-again", "start, everything in the switch", LARGE, LARGE_MACS),
                new IdleRow("idle", "idle", LARGE, LARGE_MACS, 30))),
        Part.alone(
            "One changed row",
            Layout.LINES,
            vtepd,
            List.of(
                new ChangeRow("change-small", "10 logical switches, 2 ports", SMALL, 100, 200),
                new ChangeRow("change-large", LARGE_STATE, LARGE, LARGE_MACS, 200))),
        Part.alone(
            "How cost grows",
            Layout.LINES,
            vtepd,
            List.of(
                new SizeRow("macs-10k", "10,000 MACs", 10_000),
                new SizeRow("macs-100k", "100,000 MACs", LARGE_MACS),
                new SizeRow("macs-1m", "1,000,000 MACs", 1_000_000))));
  }
}
