package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.Destination;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ofproto/trace} says under "Datapath actions", done to a frame: ovs-actions(7). An
 * action that no pipeline of ours makes is an error.
 */
final class DatapathActions {

  private static final Pattern PUSH_VLAN = Pattern.compile("push_vlan\\(vid=(\\d+),pcp=0\\)");
  private static final Pattern PUSH_TUNNEL =
      Pattern.compile("tnl_push\\(.*ipv4\\(src=[^,]*,dst=([^,]*),.*vni=0x([0-9a-f]+)\\).*");

  /** Names of the datapath's ports by their numbers; the underlay's has none. */
  private final Map<Integer, String> ports;

  private final List<Output> outputs = new ArrayList<>();

  private DatapathActions(Map<Integer, String> ports) {
    this.ports = ports;
  }

  /** The frames that leave; those into the port {@code underlay} must be inside of VXLAN. */
  static List<Output> apply(String actions, EthernetFrame frame, Map<Integer, String> ports) {
    DatapathActions run = new DatapathActions(ports);
    run.run(actions, frame, Optional.empty());
    return run.outputs;
  }

  private void run(String actions, EthernetFrame first, Optional<Destination> outer) {
    EthernetFrame frame = first;
    Optional<Destination> tunnel = outer;
    for (String action : split(actions)) {
      Matcher pushVlan = PUSH_VLAN.matcher(action);
      Matcher pushTunnel = PUSH_TUNNEL.matcher(action);
      if (action.startsWith("clone(")) {
        run(action.substring("clone(".length(), action.length() - 1), frame, tunnel);
      } else if (action.equals("pop_vlan")) {
        frame = frame.withoutVlan();
      } else if (pushVlan.matches()) {
        frame = frame.withVlan(new VlanId(Integer.parseInt(pushVlan.group(1))));
      } else if (pushTunnel.matches()) {
        tunnel =
            Optional.of(
                new Destination(
                    Ipv4Address.of(pushTunnel.group(1)),
                    new Vni(Integer.parseInt(pushTunnel.group(2), 16))));
      } else if (action.matches("\\d+")) {
        outputs.add(output(Integer.parseInt(action), frame, tunnel));
      } else if (!action.equals("drop")) {
        throw new IllegalArgumentException(action + " in " + actions);
      }
    }
  }

  private Output output(int port, EthernetFrame frame, Optional<Destination> tunnel) {
    Optional<String> name = Optional.ofNullable(ports.get(port));
    if (name.isPresent() == tunnel.isPresent()) {
      throw new IllegalArgumentException("port " + port + " with tunnel header " + tunnel);
    }
    return tunnel
        .<Output>map(to -> new Output.ToTunnel(to, frame))
        .orElseGet(() -> new Output.ToPort(name.orElseThrow(), frame));
  }

  /** At the commas that are in no parentheses. */
  private static List<String> split(String actions) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < actions.length(); i++) {
      char c = actions.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(actions.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(actions.substring(start));
    return parts;
  }
}
