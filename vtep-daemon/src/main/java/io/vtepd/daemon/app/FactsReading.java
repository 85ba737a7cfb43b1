package io.vtepd.daemon.app;

import io.vtepd.bridge.feedback.LearnedStation;
import io.vtepd.bridge.feedback.Sightings;
import io.vtepd.bridge.feedback.TunnelStanding;
import io.vtepd.bridge.openvswitch.SwitchStanding;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.view.Facts;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.IpField;
import io.vtepd.vtep.VtepSnapshot;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers what views show. */
final class FactsReading {

  private static final Logger LOG = LoggerFactory.getLogger(FactsReading.class);
  private static final long CONTENTS_LIMIT_S = 5;

  private FactsReading() {}

  /** Which learned stations are asked about, by the contents. */
  @FunctionalInterface
  interface Stations {
    /** Of no station. */
    Stations NONE = contents -> station -> false;

    Predicate<LearnedStation> in(VtepSnapshot contents);
  }

  /** Fails when a part does not answer. */
  static CompletableFuture<Facts> of(Observed observed, Stations stations) {
    return observed
        .contents()
        .getFirst()
        .whenThere()
        .orTimeout(CONTENTS_LIMIT_S, TimeUnit.SECONDS)
        .thenCompose(contents -> {
          var remotes = observed.remoteViews();
          var switches = observed.switches();
          var seen = observed.sightings(stations.in(contents));
          return CompletableFuture.allOf(remotes, switches, seen)
              .thenApply(
                  all -> facts(observed, contents, remotes.join(), switches.join(), seen.join()));
        });
  }

  private static Facts facts(
      Observed observed,
      VtepSnapshot contents,
      List<Remotes.View> remotes,
      List<SwitchStanding> switches,
      Sightings seen) {
    Instant now = InstantSource.system().instant();
    Instant start = ProcessHandle.current().info().startInstant().orElse(now);
    return new Facts(
        Version.text(),
        notYet(observed.readyConditions().of(remotes, switches)),
        Duration.between(start, now),
        contents,
        remotes,
        switches.stream()
            .map(each ->
                new Facts.Switch(
                    each.name(),
                    each.isThere(),
                    each.isConnected(),
                    each.flowsWanted(),
                    each.flowsInstalled(),
                    each.flowsRefused()))
            .toList(),
        seen.stations().stream().map(FactsReading::station).toList(),
        seen.tunnels().stream().map(FactsReading::tunnel).toList(),
        certificates(observed, now),
        now,
        observed.clockStep(now),
        observed.hasDriver() ? underlayMtu(contents) : OptionalInt.empty());
  }

  private static List<String> notYet(Map<String, Boolean> conditions) {
    return conditions.keySet().stream().filter(name -> !conditions.get(name)).toList();
  }

  private static Facts.Station station(LearnedStation seen) {
    return new Facts.Station(
        seen.logicalSwitch(),
        seen.mac(),
        seen.switchName(),
        seen.at().port(),
        seen.at().vlan().value());
  }

  private static Facts.TunnelSince tunnel(TunnelStanding seen) {
    return new Facts.TunnelSince(
        seen.switchName(),
        seen.remote().toString(),
        Duration.ofMillis(seen.stateMs()),
        seen.cause());
  }

  private static List<Facts.Certificate> certificates(Observed observed, Instant now) {
    return observed.transport().flatMap(Transport::tls).stream()
        .flatMap(tls -> tls.current().expiries().stream())
        .map(each ->
            new Facts.Certificate(
                each.use().toString(),
                each.file().toString(),
                each.from(),
                each.at(),
                each.isNear(now)))
        .toList();
  }

  /** Of the interfaces that have the tunnel IPs of Physical_Switch rows, the least. */
  private static OptionalInt underlayMtu(VtepSnapshot contents) {
    IntStream.Builder mtus = IntStream.builder();
    contents.forEach(
        contents.tables().physicalSwitch(),
        each ->
            each.tunnelIps().stream()
                .filter(IpField.Address.class::isInstance)
                .map(ip -> mtu(ip.text()))
                .forEach(found -> found.ifPresent(mtus::add)));
    return mtus.build().min();
  }

  /**
   * @param ip an address, which was parsed before: no name is ever looked up
   */
  private static OptionalInt mtu(String ip) {
    try {
      NetworkInterface found = NetworkInterface.getByInetAddress(InetAddress.ofLiteral(ip));
      return found == null ? OptionalInt.empty() : OptionalInt.of(found.getMTU());
    } catch (SocketException e) {
      LOG.debug("event=no-mtu ip={}", ip, e);
      return OptionalInt.empty();
    }
  }
}
