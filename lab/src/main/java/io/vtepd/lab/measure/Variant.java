package io.vtepd.lab.measure;

import io.vtepd.lab.run.Iperf;
import java.util.List;

/** A way between two guests. */
enum Variant {
  DIRECT("direct", "a cable", "a1", "a2", "10.9.9.2", "", 0),
  VTEPD("vtepd", "vtepd", "a1", "a2", "10.0.0.2", "one two", 100),
  MIXED("vtepd-ovs-vtep", "vtepd + ovs-vtep", "c1", "c2", "10.0.2.2", "one four", 200),
  REFERENCE("ovs-vtep", "ovs-vtep", "b1", "b2", "10.0.1.2", "three four", 300);

  private final String id;
  private final String label;
  private final String from;
  private final String to;
  private final String address;
  private final String gateways;
  private final int vni;

  Variant(
      String id, String label, String from, String to, String address, String gateways, int vni) {
    this.id = id;
    this.label = label;
    this.from = from;
    this.to = to;
    this.address = address;
    this.gateways = gateways;
    this.vni = vni;
  }

  /** The word of CSV files. */
  String id() {
    return id;
  }

  String label() {
    return label;
  }

  /** The guest that sends. */
  String from() {
    return from;
  }

  /** The guest that receives. */
  String to() {
    return to;
  }

  /** Both, for iperf3. */
  Iperf.Ends ends() {
    return new Iperf.Ends(from, to, address);
  }

  /** The hosts that it leads through: the sender's, and the receiver's. */
  List<String> gateways() {
    return gateways.isEmpty() ? List.of() : List.of(gateways.split(" ", -1));
  }

  /** Of its network between the gateways; 0 for a cable. */
  int vni() {
    return vni;
  }

  /** The receiver's address that this way leads to. */
  String address() {
    return address;
  }
}
