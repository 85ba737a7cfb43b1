package io.vtepd.daemon.app;

import io.vtepd.bridge.openvswitch.SwitchStanding;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.tls.logging.LogValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What has to be so before the daemon is ready. For any thread. */
final class ReadyConditions {

  private final Observed observed;

  /** Switches that had confirmed everything once; what changes later is their daily work. */
  private final Set<String> reconciled = ConcurrentHashMap.newKeySet();

  ReadyConditions(Observed observed) {
    this.observed = observed;
  }

  /** Each by its name, and whether it is so. */
  Map<String, Boolean> of(List<Remotes.View> remotes, List<SwitchStanding> switches) {
    Map<String, Boolean> all = new TreeMap<>();
    observed.isListening().ifPresent(so -> all.put("listeners", so));
    for (Remotes.View remote : remotes) {
      if (!remote.isDialled()) {
        all.put("listener " + LogValue.of(remote.target()), remote.isBound());
      }
    }
    all.put("database", observed.contents().stream().allMatch(latest -> latest.look().isPresent()));
    for (SwitchStanding each : switches) {
      if (each.isSettled()) {
        reconciled.add(each.name());
      }
    }
    if (observed.hasDriver()) {
      all.put("switch", switches.stream().allMatch(each -> each.isThere() && each.isConnected()));
      all.put("reconciled", switches.stream().allMatch(each -> reconciled.contains(each.name())));
    }
    return all;
  }
}
