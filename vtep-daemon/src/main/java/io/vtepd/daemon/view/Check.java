package io.vtepd.daemon.view;

import io.vtepd.daemon.manager.RemoteStatus;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.LogicalSwitch;
import io.vtepd.vtep.MacField;
import io.vtepd.vtep.Manager;
import io.vtepd.vtep.McastMacsRemote;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.Tunnel;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** {@code vtepd check}: rules that find what an operator should mend. */
public final class Check {

  private static final String KEY_CONFLICT = "key-conflict";
  private static final String NAMES_END = ", ";
  private static final String RENEW = "; put a new one there, it is read within 10 s";

  /** A controller that is away for a day is not just being upgraded. */
  private static final long STALE_SECONDS = 86_400;

  private static final long STEP_SECONDS = 60;
  private static final int ERROR_LENGTH = 200;

  /** VXLAN over IPv4 takes 50 bytes of each frame of 1,500. */
  private static final int UNDERLAY_MTU = 1_550;

  /** How bad it is. */
  public enum Result {
    /** Something does not work. */
    FAIL,
    /** Something will not, or may not. */
    WARN
  }

  /**
   * What a rule found.
   *
   * @param where which object, by its name
   * @param toDo what is wrong and what to do
   */
  public record Finding(Result result, String rule, String where, String toDo) {
    public Finding {
      Objects.requireNonNull(result);
      Objects.requireNonNull(rule);
      Objects.requireNonNull(where);
      Objects.requireNonNull(toDo);
    }

    boolean isTrouble() {
      return result == Result.FAIL;
    }

    /** Whether the logical switch of that name is one of those in trouble. */
    boolean isOfNetwork(String name) {
      return rule.equals(KEY_CONFLICT)
          && (NAMES_END + where + NAMES_END).contains(NAMES_END + name + NAMES_END);
    }

    String sentence() {
      return rule + " " + Contents.quoted(where) + ": " + toDo;
    }
  }

  private final Facts facts;
  private final Contents contents;
  private final List<Finding> findings = new ArrayList<>();

  private Check(Facts facts) {
    this.facts = facts;
    this.contents = new Contents(facts.contents());
  }

  /** What the rules find. */
  public static List<Finding> findings(Facts facts) {
    Check check = new Check(facts);
    check.switches();
    check.controllers();
    check.ports();
    check.tunnels();
    check.networks();
    check.certificates();
    check.host();
    return check.findings;
  }

  /** What the rules find, to be shown. */
  public static View view(Facts facts, int limit) {
    View view = new View(limit);
    view.table("findings", "result", "rule", "where", "what_to_do");
    for (Finding each : findings(facts)) {
      view.row(each.result().toString(), each.rule(), each.where(), each.toDo());
      if (each.isTrouble()) {
        view.markTroubled();
      }
    }
    return view;
  }

  private void fail(String rule, String where, String toDo) {
    findings.add(new Finding(Result.FAIL, rule, where, toDo));
  }

  private void warn(String rule, String where, String toDo) {
    findings.add(new Finding(Result.WARN, rule, where, toDo));
  }

  private void switches() {
    for (Facts.Switch each : facts.switches()) {
      if (!each.isThere()) {
        fail(
            "bridge-absent",
            each.name(),
            "is Open vSwitch there (--ovs-rundir)? then ovs-vsctl add-br NAME");
      } else if (!each.isConnected()) {
        fail("openflow-down", each.name(), "is ovs-vswitchd running, may we open its sockets?");
      } else if (each.flowsRefused() > 0) {
        fail("flows-refused", each.name(), each.flowsRefused() + " flows; the log says why");
      } else if (each.flowsInstalled() != each.flowsWanted()) {
        fail(
            "flows-differ",
            each.name(),
            each.flowsWanted() + " wanted, " + each.flowsInstalled() + " installed; look again");
      }
    }
    for (PhysicalSwitch each : contents.all(contents.tables().physicalSwitch())) {
      if (each.tunnelIps().isEmpty()) {
        fail("no-tunnel-ip", each.name(), "it has no tunnels: set tunnel_ips, or --tunnel-ip");
      }
      for (String fault : each.switchFaultStatus()) {
        fail("switch-fault", each.name(), fault + "; the log says why");
      }
    }
  }

  private void controllers() {
    Map<String, RemoteStatus> served = new HashMap<>();
    for (Remotes.View remote : facts.remotes()) {
      served.put(remote.target(), remote.status());
      // What can't be served says itself what to do.
      boolean isServed = !"VOID".equals(remote.status().status().get("state"));
      String toDo =
          remote.isDialled() && isServed ? "; is the controller up, may we reach it?" : "";
      remote
          .status()
          .lastError()
          .filter(error -> !remote.status().isConnected())
          .ifPresent(error -> fail("controller-down", remote.target(), cut(error) + toDo));
    }
    for (Manager row : contents.all(contents.tables().manager())) {
      RemoteStatus told = new RemoteStatus(row.isConnected(), row.status());
      RemoteStatus status = served.getOrDefault(row.target(), told);
      if (!served.containsKey(row.target()) && !status.isConnected()) {
        status.lastError().ifPresent(error -> fail("controller-down", row.target(), cut(error)));
      }
      long idle = idleSeconds(status, served.containsKey(row.target()));
      if (!status.isConnected() && idle >= STALE_SECONDS) {
        warn(
            "stale-manager",
            row.target(),
            "nobody was connected for "
                + Overview.duration(idle)
                + "; if it is not used any more: vtep-ctl set-manager with those that are");
      }
    }
  }

  /** Since somebody was connected; if nobody ever was, since our start. */
  private long idleSeconds(RemoteStatus status, boolean isServed) {
    String since = status.status().getOrDefault("sec_since_disconnect", "");
    // The column is ours to write, but anybody may.
    if (since.matches("[0-9]{1,18}")) {
      return Long.parseLong(since);
    }
    return isServed ? facts.up().toSeconds() : 0;
  }

  /** What a peer wrote may be long. */
  private static String cut(String error) {
    return error.length() > ERROR_LENGTH ? error.substring(0, ERROR_LENGTH) + "..." : error;
  }

  private void ports() {
    for (PhysicalPort port : contents.all(contents.tables().physicalPort())) {
      for (String fault : port.portFaultStatus()) {
        fail("port-fault", port.name(), fault + "; the log says why");
      }
    }
  }

  private void tunnels() {
    for (Tunnel tunnel : contents.all(contents.tables().tunnel())) {
      if (!TunnelState.isUp(tunnel)) {
        fail(
            "tunnel-down",
            contents.ip(tunnel.remote()),
            "BFD is " + Contents.quoted(TunnelState.words(tunnel)) + "; is the underlay up?");
      }
    }
  }

  private void networks() {
    Map<Long, List<String>> byKey = new TreeMap<>();
    Set<Uuid> flooding = new HashSet<>();
    Set<Uuid> reaching = new HashSet<>();
    for (McastMacsRemote row : contents.all(contents.tables().mcastMacsRemote())) {
      if (row.mac() instanceof MacField.UnknownDst) {
        flooding.add(row.logicalSwitch());
      }
    }
    contents
        .snapshot()
        .forEach(contents.tables().ucastMacsRemote(), row -> reaching.add(row.logicalSwitch()));
    for (LogicalSwitch each : contents.all(contents.tables().logicalSwitch())) {
      each.tunnelKey()
          .network()
          .ifPresent(vni ->
              byKey.computeIfAbsent((long) vni.value(), any -> new ArrayList<>()).add(each.name()));
      if (reaching.contains(each.row().uuid()) && !flooding.contains(each.row().uuid())) {
        warn("no-unknown-dst", each.name(), "broadcasts, such as ARP, reach no other VTEP");
      }
    }
    byKey.forEach((key, names) -> {
      if (names.size() > 1) {
        fail(KEY_CONFLICT, String.join(NAMES_END, names), "key " + key + ": give one another key");
      }
    });
  }

  private void certificates() {
    for (Facts.Certificate each : facts.certificates()) {
      String where = each.use() + " " + each.file();
      LocalDate until = LocalDate.ofInstant(each.until(), ZoneOffset.UTC);
      if (facts.now().isBefore(each.from())) {
        fail(
            "clock",
            where,
            "good from " + each.from() + ", and it is " + facts.now() + " here: set the clock");
      } else if (facts.now().isAfter(each.until())) {
        fail("certificate", where, "ended on " + until + RENEW);
      } else if (each.endsSoon()) {
        warn("certificate", where, "ends on " + until + RENEW);
      }
    }
  }

  private void host() {
    long steps = facts.clockStep().abs().toSeconds();
    if (steps >= STEP_SECONDS) {
      warn(
          "clock",
          steps + " s " + (facts.clockStep().isNegative() ? "back" : "forward"),
          "set since the start, or the machine slept: is it right now? Times in the log jump");
    }
    if (facts.underlayMtu().isPresent() && facts.underlayMtu().getAsInt() < UNDERLAY_MTU) {
      warn(
          "underlay-mtu",
          Integer.toString(facts.underlayMtu().getAsInt()),
          "under " + UNDERLAY_MTU + ": guests need an MTU 50 smaller than the underlay's");
    }
  }
}
