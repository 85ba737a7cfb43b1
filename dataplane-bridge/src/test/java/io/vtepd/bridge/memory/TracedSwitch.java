package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.openvswitch.CountedBindings;
import io.vtepd.bridge.openvswitch.pipeline.LearnedAddress;
import io.vtepd.bridge.openvswitch.pipeline.LearnedFlow;
import io.vtepd.bridge.openvswitch.pipeline.Pipeline;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import io.vtepd.bridge.openvswitch.pipeline.PipelineSettings;
import io.vtepd.bridge.openvswitch.pipeline.PipelineTable;
import io.vtepd.bridge.openvswitch.pipeline.PortNumbers;
import io.vtepd.bridge.testbed.OpenFlowDial;
import io.vtepd.bridge.testbed.OvsSandbox;
import io.vtepd.vtep.IpAddress;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.Vni;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Open vSwitch with the pipeline's flows, that says what it does with a frame: {@code
 * ofproto/trace} with the frame's bytes, which also makes it learn. That counts nothing; what it
 * {@linkplain #forward forwards} is counted. Its clock stands still but for {@link #passTime}; BFD
 * is as it is told.
 */
final class TracedSwitch implements AutoCloseable {

  private static final String BRIDGE = "tor1";
  private static final String UNDERLAY = "underlay";
  private static final int FIRST_TUNNEL = 100;
  private static final String UPLINK = "uplink";
  private static final Ipv4Address ENDPOINT = Ipv4Address.of("192.0.2.254");
  private static final Pattern PORT = Pattern.compile("\\s+(\\S+) (\\d+)/(\\d+): \\((dummy)\\)");

  private final OvsSandbox ovs;
  private final OpenFlowDial dial;
  private final MacAddress endpointMac;
  private final Map<String, Ofport> ports = new HashMap<>();
  private final Map<Ipv4Address, Ofport> tunnels = new HashMap<>();
  private final Map<Integer, String> datapathPorts = new HashMap<>();
  private final Set<Ipv4Address> down = new HashSet<>();
  private final Set<String> absent = new HashSet<>();
  private Pipeline pipeline = new Pipeline(PipelineSettings.DEFAULT);
  private CountedBindings counted = new CountedBindings();

  private TracedSwitch(OvsSandbox ovs, List<String> portNames, List<Ipv4Address> remotes)
      throws Exception {
    this.ovs = ovs;
    ovs.addBridge(BRIDGE);
    ovs.addBridge(UNDERLAY);
    ovs.vsctl("set", "bridge", UNDERLAY, "fail_mode=standalone");
    ovs.addDummyPort(UNDERLAY, UPLINK, 1);
    ovs.appctl("netdev-dummy/ip4addr", UNDERLAY, ENDPOINT + "/24");
    ovs.appctl("ovs/route/add", ENDPOINT + "/24", UNDERLAY);
    this.endpointMac =
        MacAddress.of(
            ovs.vsctl("get", "interface", UNDERLAY, "mac_in_use").strip().replace("\"", ""));
    for (String port : portNames) {
      ports.put(port, Ofport.of(ports.size() + 1));
      ovs.addDummyPort(BRIDGE, port, ports.size());
    }
    for (Ipv4Address remote : remotes) {
      addTunnel(remote, FIRST_TUNNEL + tunnels.size());
    }
    Matcher port = PORT.matcher(ovs.appctl("dpif/show"));
    while (port.find()) {
      if (ports.containsKey(port.group(1))) {
        datapathPorts.put(Integer.parseInt(port.group(3)), port.group(1));
      }
    }
    ovs.appctl("time/stop");
    this.dial = OpenFlowDial.to(ovs.managementSocket(BRIDGE));
  }

  static TracedSwitch start(List<String> ports, List<Ipv4Address> remotes) throws Exception {
    OvsSandbox ovs = OvsSandbox.startWithDummyPorts();
    try {
      return new TracedSwitch(ovs, ports, remotes);
    } catch (Exception e) {
      ovs.close();
      throw e;
    }
  }

  /** Of its end on this side the routes decide: it is no part of the answers. */
  private void addTunnel(Ipv4Address remote, int ofport) {
    String name = tunnelName(remote);
    ovs.vsctl(
        "add-port",
        BRIDGE,
        name,
        "--",
        "set",
        "interface",
        name,
        "type=vxlan",
        "options:remote_ip=" + remote,
        "options:key=flow",
        "bfd:enable=true",
        "ofport_request=" + ofport);
    ovs.appctl("tnl/neigh/set", UNDERLAY, remote.toString(), "02:aa:00:00:00:01");
    tunnels.put(remote, Ofport.of(ofport));
    down.add(remote);
    setTunnelUp(remote, true);
  }

  private static String tunnelName(Ipv4Address remote) {
    return String.format("vx%08x", remote.bits());
  }

  /** Another state altogether: nothing desired, nothing learned, every port and tunnel is there. */
  void restart(PipelineSettings settings) {
    ovs.ofctl("del-flows", ovs.target(BRIDGE));
    ovs.ofctl("del-groups", ovs.target(BRIDGE));
    pipeline = new Pipeline(settings);
    counted = new CountedBindings();
    absent.clear();
    tunnels.keySet().forEach(remote -> setTunnelUp(remote, true));
    pipeline.setPorts(numbers());
  }

  private PortNumbers numbers() {
    Map<String, Ofport> present = new HashMap<>(ports);
    present.keySet().removeAll(absent);
    return new PortNumbers(present, tunnels);
  }

  void apply(SwitchChange change) throws Exception {
    change.facts().stream()
        .filter(it -> it.after().isEmpty())
        .map(FactChange::id)
        .filter(FactId.Binding.class::isInstance)
        .map(FactId.Binding.class::cast)
        .forEach(counted::forget);
    pipeline.apply(change.facts());
    List<Change> messages = new ArrayList<>(pipeline.takeChange().messages());
    change.renewed().forEach(station -> messages.add(LearnedFlow.forget(station)));
    send(messages);
  }

  private void send(List<Change> messages) throws Exception {
    if (!OpenFlowDial.get(dial.channel().apply(messages)).isEmpty()) {
      throw new IllegalStateException("the switch has refused some of " + messages);
    }
    // Time stands still: a flow made anew is known by nothing but its lower counts.
    counted.read(dial.channel(), pipeline);
  }

  /** Whether the port has a number, so that flows can name it. */
  void setPortPresent(String port, boolean present) throws Exception {
    if (present ? absent.remove(port) : absent.add(port)) {
      pipeline.setPorts(numbers());
      send(pipeline.takeChange().messages());
    }
  }

  /** What BFD of the tunnel says. The switch's main loop, which answers us, turns twice for it. */
  void setTunnelUp(Ipv4Address remote, boolean up) {
    if (up ? !down.remove(remote) : !down.add(remote)) {
      return;
    }
    ovs.appctl("bfd/set-forwarding", tunnelName(remote), Boolean.toString(up));
    ovs.appctl("version");
    ovs.appctl("version");
  }

  /** Flows expire when the revalidators have looked at their statistics. */
  void passTime(int seconds) {
    ovs.appctl("time/warp", Integer.toString(seconds * 1000));
    ovs.appctl("revalidator/wait");
    ovs.appctl("version");
  }

  /** The frames that leave because of this one; the whole trace if that cannot be understood. */
  List<Output> receive(Arrival from, EthernetFrame frame) {
    String flow =
        switch (from) {
          case Arrival.AtPort(String port) -> "in_port=" + ports.get(port).number();
          case Arrival.FromTunnel(Ipv4Address remote, var vni) ->
              "in_port=%d,tun_id=%d,tun_src=%s,tun_dst=%s"
                  .formatted(tunnels.get(remote).number(), vni.value(), remote, ENDPOINT);
        };
    String trace = ovs.appctl("ofproto/trace", BRIDGE, flow, frame.toString());
    try {
      String actions =
          trace.lines().filter(line -> line.startsWith("Datapath actions: ")).findFirst().get();
      return DatapathActions.apply(
          actions.substring("Datapath actions: ".length()).trim(), frame, datapathPorts);
    } catch (RuntimeException e) {
      throw new IllegalStateException(trace, e);
    }
  }

  /**
   * Lets a frame come so many times, off a wire. To the first the switch has no answer at hand; it
   * forwards the further ones as it has found out for that.
   */
  void forward(Arrival from, EthernetFrame frame, int times) {
    List<String> words = new ArrayList<>(List.of("netdev-dummy/receive"));
    String bytes =
        switch (from) {
          case Arrival.AtPort(String port) -> {
            words.add(port);
            yield frame.toString();
          }
          case Arrival.FromTunnel(Ipv4Address remote, Vni vni) -> {
            words.add(UPLINK);
            yield VxlanFrame.around(frame, vni, remote, ENDPOINT, endpointMac).toString();
          }
        };
    words.addAll(Collections.nCopies(times, bytes));
    ovs.appctl(words.toArray(String[]::new));
    // The main loop takes one frame a turn.
    for (int taken = 1; taken < times; taken++) {
      ovs.appctl("version");
    }
    ovs.appctl("revalidator/purge");
  }

  /** What bindings have carried, of those that have had flows. */
  Map<FactId.Binding, BindingCounts> counts() throws Exception {
    counted.read(dial.channel(), pipeline);
    return counted.counts();
  }

  /** Which addresses stations have, as {@code network MAC address}. */
  Set<String> addresses() throws Exception {
    Set<String> addresses = new TreeSet<>();
    FlowDump dump = FlowDump.of(PipelineTable.ADDRESSES.id(), PipelineCookie.OURS);
    for (FlowStats stats : OpenFlowDial.get(dial.channel().dumpFlows(dump))) {
      LearnedAddress said = LearnedAddress.of(stats.flow()).orElseThrow();
      addresses.add(text(said.station(), said.ip()));
    }
    return addresses;
  }

  /** A station's address in words. */
  static String text(FactId.Unicast station, IpAddress ip) {
    return Long.toHexString(station.network().bits()) + " " + station.mac() + " " + ip;
  }

  /** What the switch has learned, as it prints it. */
  String learned() {
    return ovs.ofctl("--no-stats", "dump-flows", ovs.target(BRIDGE), "table=65");
  }

  @Override
  public void close() throws IOException {
    dial.close();
    ovs.close();
  }
}
