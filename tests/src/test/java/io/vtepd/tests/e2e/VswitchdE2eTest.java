package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import io.vtepd.tests.peer.SwitchProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our generic server carries Open vSwitch's own database: ovs-vswitchd and ovs-vsctl work on it.
 */
@Tag("system")
class VswitchdE2eTest {

  @Test
  void aBridgeIsMadeUsedAndRemoved(@TempDir Path folder) throws Exception {
    try (OvsdbProcess ours =
            OvsdbProcess.create(Maker.OURS, folder.resolve("db"), Schemas.openVswitch());
        SwitchProcess vswitchd = SwitchProcess.start(folder.resolve("run"), ours.socket())) {
      vswitchd.vsctl("add-br", "br0", "--", "set", "bridge", "br0", "datapath_type=netdev");
      vswitchd.vsctl(
          "add-port",
          "br0",
          "vx0",
          "--",
          "set",
          "interface",
          "vx0",
          "type=vxlan",
          "options:remote_ip=192.0.2.1",
          "options:key=flow");
      assertThat(vswitchd.vsctl("get", "interface", "vx0", "ofport")).isEqualTo("1");
      assertThat(vswitchd.vsctl("list-ports", "br0")).isEqualTo("vx0");
      assertThat(vswitchd.vsctl("show")).contains("Bridge br0").contains("remote_ip");
      assertThat(vswitchd.flows("br0")).contains("actions=NORMAL");
      vswitchd.vsctl("del-br", "br0");
      assertThat(vswitchd.vsctl("list-br")).isEmpty();
    }
  }
}
