package io.vtepd.daemon.app;

import io.netty.channel.Channel;
import io.vtepd.bridge.replica.Replica;
import io.vtepd.bridge.replica.ReplicaOptions;
import io.vtepd.bridge.replica.Selection;
import io.vtepd.daemon.controller.Controller;
import io.vtepd.daemon.controller.Networks;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.HostPort;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.HardwareVtepSchema;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a controller: VTEPs that it dials, and those that dial it. */
final class ControllerLinks {

  private static final Logger LOG = LoggerFactory.getLogger(ControllerLinks.class);

  private final Controller controller;
  private final Transport transport;
  private final DatabaseSchema schema = HardwareVtepSchema.load();
  private final Map<Target.Active, Controller.Link> dialled = new HashMap<>();
  private final Set<Replica> open = ConcurrentHashMap.newKeySet();

  ControllerLinks(Controller controller, Transport transport) {
    this.controller = controller;
    this.transport = transport;
  }

  /** Dials whom the file names, and takes leave of those whom it names no more. One thread. */
  void follow(Networks networks) {
    Set<Target.Active> wanted = Set.copyOf(networks.vteps());
    for (Target.Active target : wanted) {
      if (!dialled.containsKey(target)) {
        dial(target);
      }
    }
    Iterator<Map.Entry<Target.Active, Controller.Link>> each = dialled.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<Target.Active, Controller.Link> entry = each.next();
      if (!wanted.contains(entry.getKey())) {
        entry.getValue().leave();
        each.remove();
      }
    }
  }

  private void dial(Target.Active target) {
    Replica replica;
    try {
      replica = Replica.start(options(target), transport);
    } catch (IllegalArgumentException e) {
      // It needs keys that we do not have; the others go on.
      LOG.error(
          "event=cannot-dial vtep={} cause={}",
          target,
          LogValue.of(String.valueOf(e.getMessage())));
      return;
    }
    open.add(replica);
    dialled.put(
        target, controller.connect(target.toString(), replica, replica, true, () -> end(replica)));
  }

  private ReplicaOptions options(Target.Active target) {
    return ReplicaOptions.of(target, new Selection.Whole(schema));
  }

  /** A VTEP has dialled us. */
  void onAccepted(Channel channel, Peer peer) {
    Target.Active from = from(channel, peer);
    Replica replica = Replica.accepted(options(from), channel, peer);
    open.add(replica);
    controller.connect(from + " (" + peer + ")", replica, replica, false, () -> end(replica));
    channel.closeFuture().addListener(closed -> open.remove(replica));
  }

  private static Target.Active from(Channel channel, Peer peer) {
    if (channel.remoteAddress() instanceof InetSocketAddress address) {
      HostPort remote = new HostPort(address.getAddress().getHostAddress(), address.getPort());
      return peer instanceof Peer.Certified ? new Target.Ssl(remote) : new Target.Tcp(remote);
    }
    return new Target.Unix("peer");
  }

  private void end(Replica replica) {
    replica.shutdown();
    open.remove(replica);
  }

  /** Ends all connections; what the VTEPs were told stays. */
  void close() {
    open.forEach(Replica::shutdown);
  }
}
