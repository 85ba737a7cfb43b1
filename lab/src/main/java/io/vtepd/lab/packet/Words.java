package io.vtepd.lab.packet;

/** A label, and the same without what differs from repeat to repeat. */
record Words(String label, String kind) {

  Words(String label) {
    this(label, label);
  }
}
