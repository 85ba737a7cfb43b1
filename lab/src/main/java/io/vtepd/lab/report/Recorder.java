package io.vtepd.lab.report;

import io.vtepd.lab.capture.CapturePoint;
import io.vtepd.lab.capture.PacketWatch;
import io.vtepd.lab.capture.Sighting;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.packet.Journeys;
import io.vtepd.lab.packet.OvsdbStreams;
import io.vtepd.lab.run.Lab;
import io.vtepd.lab.run.RunEvent;
import io.vtepd.lab.run.Witness;
import io.vtepd.lab.scenario.Scenario;
import io.vtepd.lab.topology.Guest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Looks at a run and remembers what a report shows. */
public final class Recorder implements Consumer<RunEvent>, Witness, AutoCloseable {

  /** VXLAN, and whatever controllers and gateways say to each other. */
  private static final String UNDERLAY_FILTER = "udp dst port 4789 or tcp";

  private final Scenario scenario;
  private final String command;
  private final PacketWatch watch = new PacketWatch();
  private final long startedUs = now();
  private final List<RunRecord.StepTime> steps = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<RunRecord.HostEnd> hosts = new ArrayList<>();
  private Map<String, HostLook> before = new HashMap<>();
  private Map<String, String> versions = Map.of();
  private List<String> logs = List.of();
  private String trouble = "";
  private long builtUs;
  private long endedUs;

  public Recorder(Scenario scenario, String command) {
    this.scenario = scenario;
    this.command = command;
  }

  private static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }

  @Override
  public void accept(RunEvent event) {
    switch (event) {
      case RunEvent.Built _ -> builtUs = now();
      case RunEvent.StepDone(int number, var result) -> {
        long ended = now();
        steps.add(
            new RunRecord.StepTime(number, result, ended - result.took().toNanos() / 1000, ended));
      }
      case RunEvent.BuildFailed failed -> {
        trouble = failed.why();
        logs = failed.logs();
      }
      case RunEvent.Failed failed -> logs = failed.logs();
      case RunEvent.Started _, RunEvent.Cleaned _, RunEvent.Building _ -> {}
      case RunEvent.Waiting _, RunEvent.Unchanged _, RunEvent.Passed _ -> {}
    }
  }

  @Override
  public void cabled(Lab lab) throws InterruptedException, LabFailure {
    for (Guest guest : lab.plan().topology().guests()) {
      watch.start(lab.namespace(guest.name()), new CapturePoint(guest.name(), Plan.UPLINK, ""));
    }
    for (Plan.Uplink uplink : lab.plan().uplinks()) {
      watch.start(
          lab.namespace(uplink.router()),
          new CapturePoint(uplink.router(), uplink.routerInterface(), UNDERLAY_FILTER));
    }
  }

  @Override
  public void built(Lab lab) throws IOException, InterruptedException {
    before = HostLook.all(lab, remarks);
    versions = Versions.of(lab);
  }

  @Override
  public void done(Lab lab) throws IOException, InterruptedException {
    watch.close();
    endedUs = now();
    Map<String, HostLook> after = HostLook.all(lab, remarks);
    after.forEach((host, look) -> {
      HostLook old = before.getOrDefault(host, HostLook.NONE);
      hosts.add(
          new RunRecord.HostEnd(host, old.tables(), look.tables(), old.flows(), look.flows()));
    });
  }

  /** Whether there was a run to look at, and not a lab that was up already. */
  public boolean hasSeen() {
    return builtUs != 0 || !trouble.isEmpty();
  }

  /** The report of the run, which has ended. */
  public String page() {
    return ReportPage.html(result());
  }

  /** What was seen; the run has ended. */
  RunRecord result() {
    watch.close();
    List<Sighting> sightings = watch.sightings();
    Map<String, String> macs = new HashMap<>();
    scenario.topology().guests().forEach(g -> macs.put(g.name(), g.mac().toString()));
    List<String> all = new ArrayList<>(remarks);
    watch.faults().forEach(fault -> all.add("A capture ended early: " + fault));
    return new RunRecord(
        scenario,
        command,
        startedUs,
        builtUs,
        endedUs == 0 ? now() : endedUs,
        trouble,
        steps,
        logs,
        Journeys.join(sightings, macs),
        OvsdbStreams.read(sightings),
        watch.counted(),
        hosts,
        all,
        versions);
  }

  /** Ends the captures. */
  @Override
  public void close() {
    watch.close();
  }
}
