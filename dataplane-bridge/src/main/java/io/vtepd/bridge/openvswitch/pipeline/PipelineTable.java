package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.TableId;

/**
 * The OpenFlow tables, in the order in which a packet meets them. The gaps are room for what comes
 * between.
 *
 * <pre>
 *   binding -> CLASSIFY -> INGRESS_ACL -> LEARN -> SNOOP -> ARP_SUPPRESS -> ROUTER -> LOOKUP -> DISPATCH
 *   tunnel  -> CLASSIFY -> TUNNELS ---------------------------------------------------^          |
 *       known here: EGRESS_ACL -> EGRESS <-------------------------------------------------------+
 *       from a binding: REMOTE_MACS -> MULTICAST -> FLOOD_LOCAL -> FLOOD_BINDINGS <--------------+
 *       from a tunnel: FLOOD_BINDINGS <----------------------------------------------------------+
 * </pre>
 */
public enum PipelineTable {
  /** (port, VLAN) to logical switch and source; drops what has no place here. */
  CLASSIFY(0),
  /** (tunnel key) or (tunnel, tunnel key) to logical switch. */
  TUNNELS(10),
  /** Access lists of bindings. */
  INGRESS_ACL(20),
  /** Frames of bindings make flows in {@link #LOCAL_MACS}. */
  LEARN(30),
  /** ARP and neighbour discovery of bindings make flows in {@link #ADDRESSES}. */
  SNOOP(35),
  /** Which addresses stations said they have, for whoever reads it; no packet comes here. */
  ADDRESSES(36),
  /** Answers for stations elsewhere. */
  ARP_SUPPRESS(40),
  /** Frames to logical routers. */
  ROUTER(50),
  /** Asks {@link #LOCAL_MACS}. */
  LOOKUP(60),
  /** What was learned: sets where the frame goes. */
  LOCAL_MACS(65),
  /** Sorts by what is known. */
  DISPATCH(70),
  /** Stations behind other VTEPs. */
  REMOTE_MACS(80),
  /** Groups that have locators of their own. */
  MULTICAST(90),
  /** Copies for the underlay. */
  FLOOD_LOCAL(100),
  /** Copies for every binding. */
  FLOOD_BINDINGS(110),
  /** Access lists of bindings. */
  EGRESS_ACL(120),
  /** Tags and sends out; never where it came from. */
  EGRESS(130);

  private final int number;

  PipelineTable(int number) {
    this.number = number;
  }

  public TableId id() {
    return TableId.of(number);
  }
}
