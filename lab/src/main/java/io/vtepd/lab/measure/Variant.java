package io.vtepd.lab.measure;

import io.vtepd.lab.run.Iperf;

/** A way between two guests. */
enum Variant {
  DIRECT("direct", "a cable", "a1", "a2", "10.9.9.2"),
  VTEPD("vtepd", "vtepd", "a1", "a2", "10.0.0.2"),
  REFERENCE("ovs-vtep", "ovs-vtep", "b1", "b2", "10.0.1.2");

  private final String id;
  private final String label;
  private final String from;
  private final String to;
  private final String address;

  Variant(String id, String label, String from, String to, String address) {
    this.id = id;
    this.label = label;
    this.from = from;
    this.to = to;
    this.address = address;
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

  /** The receiver's address that this way leads to. */
  String address() {
    return address;
  }
}
