package io.vtepd.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.net.Netns;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.topology.Role;
import io.vtepd.lab.topology.Topology;
import io.vtepd.lab.topology.TopologyReader;
import io.vtepd.lab.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabPathsTest {

  private static Host.SwitchHost server2() throws IOException {
    Topology topology =
        TopologyReader.read(Path.of("topologies/blog.yaml"), new Problems()).orElseThrow();
    return topology.switchHost("server2").orElseThrow();
  }

  @Test
  void labsAndCheckoutsDoNotCollide() {
    Path here = Path.of("/home/me/vtepd");
    assertThat(LabPaths.of(here, "a").tag()).isNotEqualTo(LabPaths.of(here, "b").tag());
    assertThat(LabPaths.of(here, "a").tag())
        .isNotEqualTo(LabPaths.of(Path.of("/home/you/vtepd"), "a").tag())
        .isEqualTo(LabPaths.of(here, "a").tag());
  }

  @Test
  void socketsFitIntoAnAddressHoweverDeepTheCheckoutIs() throws IOException {
    Path deep = Path.of("/" + "very-deep-folder/".repeat(20));
    LabPaths paths = LabPaths.of(deep, "lesson02-reference-with-a-long-name");
    HostSite site = HostSite.of(paths, new Netns("x"), server2());
    assertThat(site.vtepSocket().toString().length()).isLessThan(80);
  }

  @Test
  void aVtepHasItsOwnSocketBesideOpenVswitchs() throws IOException {
    LabPaths paths = LabPaths.of(Path.of("/p"), "x");
    HostSite site = HostSite.of(paths, new Netns("x"), server2());
    assertThat(site.vtepSocket()).isNotEqualTo(site.ovsSocket());
    Programs programs =
        new Programs(
            new Installation(Path.of("/p")), new Keys(paths.keys()), new Topology("x", List.of()));
    assertThat(programs.command(HostProcess.VTEPD, site))
        .startsWith("/p/vtep-daemon/bin/vtepd", "run")
        .contains("--remote=ptcp:6632", "--remote=pssl:6640", "--ovs-rundir=" + site.run())
        .contains("--remote=punix:" + site.vtepSocket());
    assertThat(Role.VTEP.processes()).contains(HostProcess.VTEPD);
  }
}
