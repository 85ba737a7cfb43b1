package io.vtepd.daemon.view;

import io.vtepd.vtep.PhysicalSwitch;
import io.vtepd.vtep.Tunnel;
import io.vtepd.vtep.UcastMacsRemote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code vtepd show tunnels}: each tunnel, what BFD says of it, and since when it works or not. */
public final class TunnelsView {

  private TunnelsView() {}

  /** All tunnels. */
  public static View of(Facts facts, int limit) {
    Contents contents = new Contents(facts.contents());
    View view = new View(limit);
    view.table(
        "tunnels",
        "remote",
        "local",
        "bfd",
        "bfd_remote",
        "since",
        "flaps",
        "macs",
        "diagnostic",
        "error");
    Map<String, Integer> macs = new TreeMap<>();
    for (UcastMacsRemote row : contents.all(contents.tables().ucastMacsRemote())) {
      macs.merge(contents.ip(row.locator()), 1, Integer::sum);
    }
    Map<List<String>, Facts.TunnelSince> standings = new HashMap<>();
    facts.tunnels().forEach(each -> standings.put(key(each.physicalSwitch(), each.remote()), each));
    for (PhysicalSwitch owner : contents.all(contents.tables().physicalSwitch())) {
      for (Tunnel tunnel : contents.tunnels(owner)) {
        List<String> key = key(owner.name(), contents.ip(tunnel.remote()));
        row(view, contents, tunnel, Optional.ofNullable(standings.get(key)), macs);
      }
    }
    Check.findings(facts).stream()
        .filter(finding -> finding.rule().equals("tunnel-down"))
        .forEach(finding -> view.trouble(finding.sentence()));
    return view;
  }

  private static void row(
      View view,
      Contents contents,
      Tunnel tunnel,
      Optional<Facts.TunnelSince> since,
      Map<String, Integer> macs) {
    Map<String, String> bfd = tunnel.bfdStatus();
    String remote = contents.ip(tunnel.remote());
    view.row(
        remote,
        contents.ip(tunnel.local()),
        TunnelState.words(tunnel),
        bfd.getOrDefault("remote_state", "-"),
        since.map(it -> Overview.duration(it.since().toSeconds())).orElse("-"),
        bfd.getOrDefault("flap_count", "-"),
        Integer.toString(macs.getOrDefault(remote, 0)),
        bfd.getOrDefault("diagnostic", "-"),
        since.map(Facts.TunnelSince::cause).filter(cause -> !cause.isEmpty()).orElse("-"));
  }

  private static List<String> key(String owner, String remote) {
    return List.of(owner, remote);
  }
}
