package io.vtepd.daemon.app;

import io.vtepd.bridge.desired.DesiredSwitch;
import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.memory.EthernetFrame;
import io.vtepd.bridge.memory.MemoryDataPlane;
import io.vtepd.bridge.memory.MemoryDataPlane.Moment;
import io.vtepd.bridge.memory.MemorySwitch;
import io.vtepd.daemon.cli.RunSettings;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.vtep.Ipv4Address;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Commands that make things happen at emulated switches, and show them. */
final class EmulationCommands {

  private final SortedMap<String, MemoryDataPlane> planes;

  /**
   * @param planes by the name of their switch
   */
  EmulationCommands(Map<String, MemoryDataPlane> planes) {
    this.planes = new TreeMap<>(planes);
  }

  /** Those of the one appliance of a process. */
  static List<Command> of(RunSettings settings, MemoryDataPlane plane) {
    Map<String, MemoryDataPlane> planes = new TreeMap<>();
    settings.physicalSwitch().ifPresent(it -> planes.put(it.name(), plane));
    return new EmulationCommands(planes).all();
  }

  List<Command> all() {
    return List.of(
        Command.immediate("dataplane/list", "", 0, 0, none -> String.join("\n", planes.keySet())),
        new Command(
            "dataplane/show",
            "SWITCH",
            1,
            1,
            words -> ask(words.getFirst(), moment -> show(moment.target()))),
        new Command("dataplane/frame", "SWITCH PORT|IP/VNI HEX|DST SRC [VLAN]", 3, 5, this::frame),
        new Command("dataplane/port", "SWITCH PORT up|down", 3, 3, this::port),
        new Command("dataplane/bfd", "SWITCH IP up|down", 3, 3, this::bfd));
  }

  private CompletionStage<String> ask(String name, Function<Moment, String> question)
      throws CommandException {
    MemoryDataPlane plane = planes.get(name);
    if (plane == null) {
      throw noSuchSwitch(name);
    }
    return plane
        .ask(name, question)
        .thenApply(answer -> answer.orElseThrow(() -> new CompletionException(noSuchSwitch(name))));
  }

  private static CommandException noSuchSwitch(String name) {
    return new CommandException("no switch \"" + name + "\": dataplane/list names them");
  }

  private CompletionStage<String> frame(List<String> words) throws CommandException {
    var from = FrameWords.arrival(words.get(1));
    EthernetFrame frame = FrameWords.frame(words.subList(2, words.size()));
    return ask(
        words.getFirst(),
        moment -> {
          StringJoiner lines = new StringJoiner("\n");
          moment.target().receive(from, frame, moment.nowMs()).stream()
              .map(FrameWords::text)
              .sorted()
              .forEach(lines::add);
          return lines.toString();
        });
  }

  private CompletionStage<String> port(List<String> words) throws CommandException {
    boolean up = isUp(words.get(2));
    return ask(
        words.getFirst(),
        moment -> {
          if (up) {
            moment.target().addPort(words.get(1));
          } else {
            moment.target().removePort(words.get(1));
          }
          return "";
        });
  }

  private CompletionStage<String> bfd(List<String> words) throws CommandException {
    Ipv4Address remote =
        Ipv4Address.parse(words.get(1))
            .orElseThrow(() -> new CommandException(words.get(1) + " is no IPv4 address"));
    boolean up = isUp(words.get(2));
    return ask(
        words.getFirst(),
        moment -> {
          moment.target().setTunnelUp(remote, up);
          return "";
        });
  }

  private static boolean isUp(String word) throws CommandException {
    if (!word.equals("up") && !word.equals("down")) {
      throw new CommandException("\"" + word + "\": expected up or down");
    }
    return word.equals("up");
  }

  private static String show(MemorySwitch target) {
    DesiredSwitch desired = target.desired();
    StringJoiner lines = new StringJoiner("\n");
    target.ports().stream().sorted().forEach(port -> lines.add("port " + port));
    desired.bindings().stream()
        .sorted((a, b) -> a.id().compareTo(b.id()))
        .forEach(it -> lines.add("binding " + it.id() + " " + name(desired, it.network())));
    target
        .learned()
        .forEach((station, at) ->
            lines.add(
                "station " + station.mac() + " " + name(desired, station.network()) + " " + at));
    desired.tunnels().stream()
        .map(Fact.Tunnel::remote)
        .sorted()
        .forEach(remote -> lines.add("tunnel " + remote + " bfd " + bfd(target, remote)));
    return lines.toString();
  }

  private static String name(DesiredSwitch desired, NetworkKey network) {
    return desired.network(network).map(Fact.Network::name).orElse(network.toString());
  }

  private static String bfd(MemorySwitch target, Ipv4Address remote) {
    return target.bfdStatus(remote).getOrDefault("state", "off");
  }
}
