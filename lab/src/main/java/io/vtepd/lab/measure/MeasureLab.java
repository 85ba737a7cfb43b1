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

/** All pairs of gateways and the cable, up and connected; removed when it is closed. */
final class MeasureLab implements AutoCloseable {

  private static final String NAME = "measure";
  private static final Duration READY_LIMIT = Duration.ofSeconds(30);

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
      built.attach();
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

  /** What a controller does: a logical switch for each pair of guests behind gateways. */
  private void attach() throws IOException, InterruptedException, LabFailure {
    for (Host.SwitchHost host : lab.plan().topology().vteps()) {
      addSwitch(host);
    }
    for (Variant variant : Variant.values()) {
      if (!variant.gateways().isEmpty()) {
        String from = variant.gateways().getFirst();
        String to = variant.gateways().getLast();
        connect(variant, from, variant.from(), to, variant.to());
        connect(variant, to, variant.to(), from, variant.from());
      }
    }
  }

  private void addSwitch(Host.SwitchHost host)
      throws IOException, InterruptedException, LabFailure {
    String bridge = host.bridge();
    String address = host.underlay().address();
    String tunnel = "set Physical_Switch " + bridge + " tunnel_ips=" + address;
    Command.of(vtepCtl(host, "add-ps " + bridge + " -- " + tunnel))
        .with(lab.environment(host.name()))
        .require();
    for (Guest guest : host.guests()) {
      if (!Await.until(READY_LIMIT, () -> hasPort(host, guest.port()))) {
        throw new LabFailure(host.name() + " does not report its port " + guest.port());
      }
    }
  }

  private boolean hasPort(Host.SwitchHost host, String port)
      throws IOException, InterruptedException {
    return Command.of(vtepCtl(host, "list-ports " + host.bridge()))
        .with(lab.environment(host.name()))
        .run()
        .out()
        .contains(port);
  }

  /**
   * A guest's port joins the logical switch of its variant; the other guest is behind the other.
   */
  private void connect(Variant variant, String name, String guest, String far, String farGuest)
      throws IOException, InterruptedException, LabFailure {
    Host.SwitchHost host = lab.site(name).host();
    String network = variant.id();
    String locator = lab.site(far).host().underlay().address();
    List<String> words =
        List.of(
            "add-ls " + network,
            "set Logical_Switch " + network + " tunnel_key=" + variant.vni(),
            "bind-ls " + host.bridge() + " " + lab.guest(guest).port() + " 0 " + network,
            "add-ucast-remote " + network + " " + lab.guest(farGuest).mac() + " " + locator,
            "add-mcast-remote " + network + " unknown-dst " + locator);
    Command.of(vtepCtl(host, String.join(" -- ", words))).with(lab.environment(name)).require();
  }

  private List<String> vtepCtl(Host.SwitchHost host, String words) {
    return lab.namespace(host.name()).enter(List.of("sh", "-c", "vtep-ctl --timeout=15 " + words));
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
      boolean mine = now.gateways().contains(host.name());
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
