package io.vtepd.bridge.openvswitch;

import java.io.IOException;

/** Two hosts with a common underlay, whose drivers run. */
record HostPair(VtepHost left, VtepHost right) implements AutoCloseable {

  static HostPair start() throws Exception {
    HostPair hosts = new HostPair(VtepHost.create(1), VtepHost.create(2));
    hosts.left.connect(hosts.right);
    hosts.left.startDriver();
    hosts.right.startDriver();
    return hosts;
  }

  /** A logical switch on both, as {@link VtepHost#addLogicalSwitch}, that floods to the other. */
  void addLogicalSwitch(String name, int key, String... bindings) {
    left.addLogicalSwitch(name, key, bindings);
    right.addLogicalSwitch(name, key, bindings);
    flood(name);
  }

  /** Each sends the other what is for everybody, and for nobody that it knows. */
  void flood(String logicalSwitch) {
    left.vtepCtl("add-mcast-remote", logicalSwitch, "unknown-dst", right.tunnelIp());
    right.vtepCtl("add-mcast-remote", logicalSwitch, "unknown-dst", left.tunnelIp());
  }

  @Override
  public void close() throws IOException {
    left.close();
    right.close();
  }
}
