package io.vtepd.tests.faults.dataplane;

import io.vtepd.lab.net.LabFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the gateway's switch has and what the gateway reports, one thing a line, sorted. Numbers
 * that Open vSwitch chose (OpenFlow ports of tunnels, and the group numbers that follow from them)
 * stand as names, since a switch that begins anew may choose others. What frames have taught (the
 * table of local MACs) is not in it: it follows the traffic, not the database.
 *
 * @param groups without their numbers
 * @param ports ports and the bridge with the columns that vtepd sets
 * @param reports rows of hardware_vtep that vtepd writes, faults among them
 */
record SwitchState(
    List<String> flows, List<String> groups, List<String> ports, List<String> reports) {

  private static final Pattern LEARNED = Pattern.compile(" table=(36|65), .*hard_timeout=");
  private static final Pattern TUNNEL_COOKIE = Pattern.compile("(?<=cookie=0x76740001)[0-9a-f]{8}");

  /** A binding: the number of its port, shifted, with its VLAN id. */
  private static final Pattern TAG =
      Pattern.compile(
          "(?<=cookie=0x7674000[3489])[0-9a-f]{8}|(?<=reg[12]=0x)[0-9a-f]+"
              + "|(?<=set_field:0x)[0-9a-f]+(?=->reg[12])");

  private static final Pattern COPY = Pattern.compile("(clone\\([^()]*\\([^()]*\\)\\)),?");
  private static final Pattern GROUP = Pattern.compile("(?<=group:)\\d+");
  private static final Pattern GROUP_LINE = Pattern.compile("\\s*group_id=(\\d+),(.*)");

  static SwitchState of(GatewayLab lab) throws IOException, InterruptedException, LabFailure {
    Map<String, String> groups = new HashMap<>();
    lab.ofctl("--names", "dump-groups", GatewayLab.BRIDGE)
        .lines()
        .map(GROUP_LINE::matcher)
        .filter(Matcher::matches)
        .forEach(group -> groups.put(group.group(1), group.group(2)));
    Map<Integer, String> names = portNames(lab);
    Stream<String> flows =
        lab.ofctl("--names", "--no-stats", "dump-flows", GatewayLab.BRIDGE)
            .lines()
            .filter(line -> line.contains("cookie=") && !LEARNED.matcher(line).find())
            .map(line -> replace(TUNNEL_COOKIE, line, hex -> portName(hex, names)))
            .map(line -> replace(TAG, line, hex -> binding(hex, names)))
            .map(line -> replace(GROUP, line, id -> groups.getOrDefault(id, id)))
            .map(SwitchState::sortCopies);
    return new SwitchState(
        flows.sorted().toList(),
        groups.values().stream().sorted().toList(),
        ports(lab),
        reports(lab));
  }

  private static String portName(String hex, Map<Integer, String> names) {
    return names.getOrDefault(Integer.parseUnsignedInt(hex, 16), hex);
  }

  private static String binding(String hex, Map<Integer, String> names) {
    int tag = Integer.parseUnsignedInt(hex, 16);
    return names.containsKey(tag >>> 12) ? names.get(tag >>> 12) + "/" + (tag & 0xfff) : hex;
  }

  /**
   * Copies for bindings stand in the order of the ports' numbers, which forwards no differently.
   */
  private static String sortCopies(String flow) {
    List<String> copies = COPY.matcher(flow).results().map(copy -> copy.group(1)).sorted().toList();
    return copies.size() < 2 ? flow : COPY.matcher(flow).replaceAll("") + copies;
  }

  /** What another state lacks of this one (-) and what it has more (+). */
  List<String> differencesTo(SwitchState other) {
    List<String> differences = new ArrayList<>();
    lines().filter(line -> !other.has(line)).forEach(line -> differences.add("- " + line));
    other.lines().filter(line -> !has(line)).forEach(line -> differences.add("+ " + line));
    return differences;
  }

  private boolean has(String line) {
    return Stream.of(flows, groups, ports, reports).anyMatch(part -> part.contains(line));
  }

  private Stream<String> lines() {
    return Stream.of(flows, groups, ports, reports).flatMap(List::stream);
  }

  private static String replace(Pattern what, String text, Function<String, String> by) {
    return what.matcher(text)
        .replaceAll((MatchResult found) -> Matcher.quoteReplacement(by.apply(found.group())));
  }

  private static Map<Integer, String> portNames(GatewayLab lab)
      throws IOException, InterruptedException, LabFailure {
    Map<Integer, String> names = new HashMap<>();
    rows(lab.vsctl(lists("Interface ofport,name")))
        .map(line -> line.split(",", -1))
        .filter(row -> row[0].matches("\\d+") && row[1].matches("(vx|s2-).*"))
        .forEach(row -> names.put(Integer.valueOf(row[0]), row[1]));
    return names;
  }

  private static List<String> ports(GatewayLab lab)
      throws IOException, InterruptedException, LabFailure {
    String lists =
        lab.vsctl(
            lists(
                "Interface name,type,options,bfd",
                "Port name,external_ids",
                "Bridge name,fail_mode"));
    String members = lab.vsctl("list-ports", GatewayLab.BRIDGE);
    return rows(lists + members).sorted().toList();
  }

  private static List<String> reports(GatewayLab lab)
      throws IOException, InterruptedException, LabFailure {
    String lists =
        lab.vtepctl(
            lists(
                "Physical_Switch _uuid,name,ports,switch_fault_status,tunnel_ips",
                "Physical_Port _uuid,name,vlan_bindings,port_fault_status",
                "Mcast_Macs_Local MAC,logical_switch",
                "Tunnel local,remote,bfd_config_local",
                "Logical_Switch _uuid,name,tunnel_key,replication_mode"));
    return rows(lists).sorted().toList();
  }

  /** Words for ovs-vsctl or vtep-ctl: tables with columns, a row a line. */
  private static String[] lists(String... tables) {
    List<String> words = new ArrayList<>(List.of("--format=csv", "--no-headings"));
    for (String table : tables) {
      String[] parts = table.split(" ", -1);
      words.addAll(List.of("--", "--columns=" + parts[1], "list", parts[0]));
    }
    return words.toArray(String[]::new);
  }

  private static Stream<String> rows(String text) {
    return text.lines().filter(line -> !line.isBlank());
  }
}
