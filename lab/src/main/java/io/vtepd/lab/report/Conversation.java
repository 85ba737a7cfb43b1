package io.vtepd.lab.report;

import io.vtepd.lab.net.Plan;
import io.vtepd.lab.packet.OvsdbMessage;
import io.vtepd.lab.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Two nodes of the underlay that spoke OVSDB.
 *
 * @param client the one that opened the connection
 */
record Conversation(String client, String server, int port, boolean isTls) {

  /** Those of a run, each once, in the order in which they began. */
  static List<Conversation> of(List<OvsdbMessage> messages, Map<String, String> nodes) {
    LinkedHashSet<Conversation> found = new LinkedHashSet<>();
    for (OvsdbMessage message : messages) {
      String from = nodes.get(message.source());
      String to = nodes.get(message.destination());
      if (from != null && to != null && message.isRequestSide()) {
        found.add(new Conversation(from, to, message.serverPort(), message.isTls()));
      }
    }
    return new ArrayList<>(found);
  }

  /** Which node has which address of the underlay. */
  static Map<String, String> nodes(Topology topology) {
    Map<String, String> nodes = new HashMap<>();
    for (Plan.Uplink uplink : new Plan("", topology).uplinks()) {
      nodes.put(uplink.gateway().address(), uplink.router());
      nodes.put(uplink.host().underlay().address(), uplink.host().name());
    }
    return nodes;
  }
}
