package io.vtepd.lab.measure;

import io.vtepd.lab.host.Installation;
import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.host.Spawner;
import io.vtepd.lab.journal.Entry;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Plan;
import io.vtepd.lab.run.Captures;
import io.vtepd.lab.run.Lab;
import io.vtepd.lab.run.LabBuilder;
import io.vtepd.lab.run.LabLock;
import io.vtepd.lab.run.Leftovers;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.topology.Need;
import io.vtepd.lab.topology.Role;
import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.topology.TopologyReader;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Both pairs of gateways and the cable, up and connected; removed when it is closed. */
final class MeasureLab implements AutoCloseable {

  private static final String NAME = "measure";
  private static final Duration READY_LIMIT = Duration.ofSeconds(30);
  private static final int VNI = 100;

  private final LabLock lock;
  private final LabPaths paths;
  private final Journal journal;
  private final Lab lab;

  private MeasureLab(LabLock lock, LabPaths paths, Journal journal, Lab lab) {
    this.lock = lock;
    this.paths = paths;
    this.journal = journal;
    this.lab = lab;
  }

  static MeasureLab build(Path root) throws IOException, InterruptedException, LabFailure {
    Problems problems = new Problems();
    Path file = root.resolve("lab/topologies/measure.yaml");
    Topology topology =
        TopologyReader.read(file, problems)
            .orElseThrow(
                () -> new LabFailure(LabFailure.BAD_INPUT, "" + problems.all().getFirst()));
    Installation installation = new Installation(root);
    installation.check(Set.of(Need.OVS), true);
    LabPaths paths = LabPaths.of(root, NAME);
    LabLock lock = LabLock.take(root, NAME);
    Leftovers.of(paths).remove();
    Files.createDirectories(paths.state());
    Journal journal = Journal.open(paths.journal());
    String token = UUID.randomUUID().toString();
    journal.write(new Entry.Opened(Journal.boot(), token));
    Plan plan = new Plan(paths.tag(), topology);
    Lab lab = new Lab(plan, paths, installation, journal, new Spawner(journal, token));
    MeasureLab built = new MeasureLab(lock, paths, journal, lab);
    try (Captures none = new Captures(lab, Set.of())) {
      new LabBuilder(lab).build(none);
      built.layCable();
      built.attach("one", "two");
      built.attach("three", "four");
      for (Variant variant : Variant.values()) {
        built.awaitReply(variant);
      }
      built.pause(Variant.DIRECT);
    } catch (IOException | InterruptedException | LabFailure e) {
      built.close();
      throw e;
    }
    return built;
  }

  Lab lab() {
    return lab;
  }

  /** A cable between the guests of vtepd, with addresses of its own. */
  private void layCable() throws IOException, InterruptedException, LabFailure {
    String from = lab.namespace(Variant.DIRECT.from()).name();
    String to = lab.namespace(Variant.DIRECT.to()).name();
    Command.of(
            "ip", "link", "add", "cable", "netns", from, "type", "veth", "peer", "name", "cable",
            "netns", to)
        .require();
    int last = 1;
    for (String guest : List.of(Variant.DIRECT.from(), Variant.DIRECT.to())) {
      lab.namespace(guest)
          .script(
              """
              ip link set cable mtu 1450 up
              ip addr add 10.9.9.%d/24 dev cable
              ethtool -K cable tx off >/dev/null
              """
                  .formatted(last++));
    }
  }

  /** What a controller does: both ports into one logical switch, and where the other guest is. */
  private void attach(String one, String two) throws IOException, InterruptedException, LabFailure {
    Host.SwitchHost first = lab.site(one).host();
    Host.SwitchHost second = lab.site(two).host();
    configure(first, second);
    configure(second, first);
  }

  private void configure(Host.SwitchHost host, Host.SwitchHost other)
      throws IOException, InterruptedException, LabFailure {
    Guest guest = host.guests().getFirst();
    String bridge = host.bridge();
    String far = other.underlay().address();
    on(host, "add-ps " + bridge);
    on(host, "set Physical_Switch " + bridge + " tunnel_ips=" + host.underlay().address());
    if (!Await.until(READY_LIMIT, () -> tryOn(host, "list-ports " + bridge, guest.port()))) {
      throw new LabFailure(host.name() + " does not report its port " + guest.port());
    }
    on(host, "add-ls lan");
    on(host, "set Logical_Switch lan tunnel_key=" + VNI);
    on(host, "bind-ls " + bridge + " " + guest.port() + " 0 lan");
    on(host, "add-ucast-remote lan " + other.guests().getFirst().mac() + " " + far);
    on(host, "add-mcast-remote lan unknown-dst " + far);
  }

  private List<String> vtepCtl(Host.SwitchHost host, String words) {
    return lab.namespace(host.name()).enter(List.of("sh", "-c", "vtep-ctl --timeout=15 " + words));
  }

  private void on(Host.SwitchHost host, String words)
      throws IOException, InterruptedException, LabFailure {
    Command.of(vtepCtl(host, words)).with(lab.environment(host.name())).require();
  }

  private boolean tryOn(Host.SwitchHost host, String words, String expected)
      throws IOException, InterruptedException {
    return Command.of(vtepCtl(host, words))
        .with(lab.environment(host.name()))
        .run()
        .out()
        .contains(expected);
  }

  private void awaitReply(Variant variant) throws IOException, InterruptedException, LabFailure {
    List<String> ping =
        lab.namespace(variant.from()).enter(List.of("ping", "-c1", "-W1", variant.address()));
    if (!Await.until(READY_LIMIT, () -> Command.of(ping).run().succeeded())) {
      throw new LabFailure(
          "nothing passes between "
              + variant.from()
              + " and "
              + variant.to()
              + " over "
              + variant.label());
    }
  }

  /**
   * Lets the gateways of this variant run and stops the others' programs, which would take time of
   * the processors; their switches stay as they are.
   */
  void pause(Variant now) throws IOException, InterruptedException, LabFailure {
    for (Host.SwitchHost host : lab.plan().topology().vteps()) {
      boolean mine =
          switch (now) {
            case DIRECT -> false;
            case VTEPD -> host.role() == Role.VTEP;
            case REFERENCE -> host.role() == Role.REFERENCE;
          };
      HostProcess process =
          host.role() == Role.REFERENCE ? HostProcess.OVS_VTEP : HostProcess.VTEPD;
      lab.signal(host.name(), process, mine ? Action.Signal.CONT : Action.Signal.STOP);
    }
  }

  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      journal.close();
      Leftovers.of(paths).remove();
    } catch (InterruptedException | LabFailure e) {
      throw new IOException("lab/down measure removes what is left: " + e.getMessage(), e);
    } finally {
      lock.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
