package io.vtepd.lab.report;

import io.vtepd.lab.packet.Journey;
import io.vtepd.lab.packet.Journeys;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who belongs to whom: each VNI is a tenant with a letter and a colour. Guests are in the one that
 * their frames were in, or that their port is bound to.
 */
final class Tenants {

  /** Colours of the page; further tenants begin with the first again, under other letters. */
  private static final int COLOURS = 8;

  private final List<Integer> vnis;
  private final Map<String, Integer> guests;

  private Tenants(List<Integer> vnis, Map<String, Integer> guests) {
    this.vnis = List.copyOf(vnis);
    this.guests = Map.copyOf(guests);
  }

  static Tenants of(Topology topology, List<Journey> journeys, List<RunRecord.HostEnd> hosts) {
    Map<String, Integer> guests = new HashMap<>(Journeys.learn(journeys));
    for (RunRecord.HostEnd end : hosts) {
      topology.switchHost(end.host()).ifPresent(host -> bindings(host, end, guests));
    }
    TreeSet<Integer> vnis = new TreeSet<>(guests.values());
    journeys.stream()
        .filter(journey -> !journey.frame().isBfd())
        .forEach(journey -> journey.vni().ifPresent(vnis::add));
    // A network has a VNI of its own; 0 is that of nobody.
    vnis.remove(0);
    return new Tenants(new ArrayList<>(vnis), guests);
  }

  private static void bindings(
      Host.SwitchHost host, RunRecord.HostEnd end, Map<String, Integer> guests) {
    for (Guest guest : host.guests()) {
      int vlan = guest.vlan().orElse(0);
      String bound =
          end.tables()
              .rows()
              .getOrDefault("Physical_Port " + guest.port(), Map.of())
              .getOrDefault("vlan_bindings", "");
      Matcher matcher = Pattern.compile("\\b" + vlan + ": ([^,}]+)").matcher(bound);
      if (matcher.find()) {
        String key =
            end.tables()
                .rows()
                .getOrDefault("Logical_Switch " + matcher.group(1), Map.of())
                .getOrDefault("tunnel_key", "");
        if (key.matches("\\d{1,8}")) {
          guests.putIfAbsent(guest.name(), Integer.parseInt(key));
        }
      }
    }
  }

  List<Integer> vnis() {
    return vnis;
  }

  /** The VNI of a guest, 0 when it is in none. */
  int vni(String guest) {
    return guests.getOrDefault(guest, 0);
  }

  /** A to Z, then AA: empty for what is of no tenant. */
  String letter(int vni) {
    int index = vnis.indexOf(vni);
    if (index < 0) {
      return "";
    }
    String last = String.valueOf((char) ('A' + index % 26));
    return index < 26 ? last : (char) ('A' + index / 26 - 1) + last;
  }

  /** The class of the style sheet that carries the colour. */
  String style(int vni) {
    int index = vnis.indexOf(vni);
    return index < 0 ? "tn" : "t" + index % COLOURS;
  }
}
