package io.vtepd.daemon.view;

import io.vtepd.daemon.manager.ClientStanding;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.tls.stream.Peer;
import io.vtepd.vtep.PhysicalPort;
import io.vtepd.vtep.Tunnel;
import io.vtepd.vtep.VtepTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/** {@code vtepd show} and {@code vtepd show controllers}. */
public final class Overview {

  private Overview() {}

  /** What there is of everything, and what is wrong. */
  public static View all(Facts facts, int limit) {
    View view = new View(limit);
    Contents contents = new Contents(facts.contents());
    view.head(
        "version", facts.version(),
        "state", facts.notYet().isEmpty() ? "READY" : "NOT_READY",
        "up", duration(facts.up().toSeconds()),
        "rows", Long.toString(rows(facts.contents().snapshot())),
        "certificate_days", text(facts.certificateDays()));
    if (!facts.notYet().isEmpty()) {
      view.head("not_yet", String.join(", ", facts.notYet())).markTroubled();
    }
    for (Facts.Switch each : facts.switches()) {
      view.head(
          "switch", each.name(),
          "bridge", each.isThere() ? "there" : "absent",
          "openflow", each.isConnected() ? "connected" : "down",
          "flows_wanted", Integer.toString(each.flowsWanted()),
          "flows_installed", Integer.toString(each.flowsInstalled()));
    }
    List<Tunnel> tunnels = contents.all(contents.tables().tunnel());
    List<PhysicalPort> ports = contents.all(contents.tables().physicalPort());
    long connected = facts.remotes().stream().filter(each -> each.status().isConnected()).count();
    view.head(
        "remotes", connected + "/" + facts.remotes().size(),
        "tunnels", tunnels.stream().filter(TunnelState::isUp).count() + "/" + tunnels.size(),
        "switches", count(contents, contents.tables().logicalSwitch()),
        "bindings",
            Long.toString(ports.stream().mapToLong(port -> port.vlanBindings().size()).sum()),
        "macs_local", count(contents, contents.tables().ucastMacsLocal()),
        "macs_remote", count(contents, contents.tables().ucastMacsRemote()));
    Check.findings(facts).stream()
        .filter(Check.Finding::isTrouble)
        .forEach(finding -> view.trouble(finding.sentence()));
    return view;
  }

  private static long rows(Snapshot contents) {
    return contents.schema().tables().stream()
        .mapToLong(table -> contents.rows(table).size())
        .sum();
  }

  private static String count(Contents contents, VtepTable<?> table) {
    return Integer.toString(contents.snapshot().rowCount(table));
  }

  /** Each remote and how it stands. */
  public static View controllers(Facts facts, int limit) {
    View view = new View(limit);
    view.table(
        "remotes",
        "target",
        "state",
        "since",
        "peer",
        "clients",
        "probe",
        "updates",
        "queued_bytes",
        "last_error");
    for (Remotes.View remote : facts.remotes()) {
      Map<String, String> status = remote.status().status();
      boolean isUp = remote.status().isConnected();
      String since = status.get(isUp ? "sec_since_connect" : "sec_since_disconnect");
      view.row(
          remote.target(),
          status.getOrDefault("state", isUp ? "ACTIVE" : "LISTENING"),
          since == null ? "-" : duration(Long.parseLong(since)),
          remote.peer().map(Peer::toString).orElse("-"),
          Integer.toString(remote.connectionCount()),
          probe(remote.probeIntervalMs()),
          sum(remote, ClientStanding::updateCount),
          sum(remote, ClientStanding::unsentUpdateBytes),
          remote.status().lastError().orElse("-"));
    }
    Check.findings(facts).stream()
        .filter(finding -> finding.rule().equals("controller-down"))
        .forEach(finding -> view.trouble(finding.sentence()));
    return view;
  }

  private static String probe(long intervalMs) {
    return intervalMs == 0
        ? "off"
        : intervalMs % 1_000 == 0 ? intervalMs / 1_000 + "s" : intervalMs + "ms";
  }

  private static String sum(Remotes.View remote, ToLongFunction<ClientStanding> what) {
    return Long.toString(remote.clients().stream().mapToLong(what).sum());
  }

  private static String text(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
  }

  /** {@code 3d04h}, {@code 4h05m}, {@code 12s}. */
  static String duration(long seconds) {
    Duration time = Duration.ofSeconds(seconds);
    if (time.toDays() > 0) {
      return String.format("%dd%02dh", time.toDays(), time.toHoursPart());
    }
    if (time.toHours() > 0) {
      return String.format("%dh%02dm", time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? String.format("%dm%02ds", time.toMinutes(), time.toSecondsPart())
        : seconds + "s";
  }
}
