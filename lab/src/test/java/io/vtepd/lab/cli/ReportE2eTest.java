package io.vtepd.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.report.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real run, in a real browser. */
@Tag("system")
class ReportE2eTest {

  private static final String TOPOLOGY =
      """
      format: 1
      hosts:
        internet: {kind: router}
        one:
          kind: hypervisor
          underlay: {ip: 192.0.2.2/25, via: internet}
          bridge: s1
          tunnels: [{to: two, ofport: 10}]
          guests:
            left: {port: s1-eth1, ip: 10.9.0.1/24, mac: 00:00:00:00:0a:01}
            quiet: {port: s1-eth2, ip: 10.9.0.1/24, mac: 00:00:00:00:0a:01}
        two:
          kind: hypervisor
          underlay: {ip: 192.0.2.130/25, via: internet}
          bridge: s2
          tunnels: [{to: one, ofport: 10}]
          guests:
            right: {port: s2-eth1, ip: 10.9.0.2/24, mac: 00:00:00:00:0a:02}
      """;

  private static final String SCENARIO =
      """
      format: 1
      title: Two guests <b>&</b> one tunnel
      topology: far
      steps:
        - {id: silent, ping: {from: left, to: right}, expect: {replies: none}}
        - {id: there, flows: {host: one, file: flows.txt}}
        - {id: back, flows: {host: two, file: flows.txt}}
        - {id: heard, ping: {from: left, to: right}, expect: {replies: all, unseen: {on: quiet}}}
        - {id: wrong, ping: {from: left, to: right}, expect: {replies: none}}
      """;

  private static final String FLOWS =
      """
      in_port=1,actions=set_field:100->tun_id,output:10
      in_port=10,tun_id=100,actions=output:1
      """;

  @TempDir private Path root;

  private Completed lab(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlab.root=" + root,
                LabCommand.class.getName()));
    command.addAll(List.of(words));
    return Command.of(command).within(Duration.ofMinutes(2)).run();
  }

  @Test
  void aRunsReportIsWholeAndReadableInABrowser() throws IOException, InterruptedException {
    Files.createDirectories(root.resolve("lab/topologies"));
    Files.createDirectories(root.resolve("lab/scenarios"));
    Files.writeString(root.resolve("lab/topologies/far.yaml"), TOPOLOGY);
    Files.writeString(root.resolve("lab/scenarios/far.yaml"), SCENARIO);
    Files.createDirectories(root.resolve("lab/scenarios/far"));
    Files.writeString(root.resolve("lab/scenarios/far/flows.txt"), FLOWS);
    Path out = root.resolve("out");
    try {
      Completed run = lab("run", "far", "--report", out.toString());
      assertThat(run.out() + run.err()).contains("FAIL 4/5 at \"wrong\"");
      assertThat(run.exit()).isEqualTo(1);
    } finally {
      assertThat(lab("down", "far").exit()).isZero();
    }
    String page = Files.readString(out.resolve("far.html"));
    assertThat(page.length()).isLessThan(2_000_000);
    assertThat(page)
        .contains("Two guests &lt;b&gt;&amp;&lt;/b&gt; one tunnel", "4/5")
        .contains("no reply from 10.9.0.2", "ARP who has 10.9.0.2", "ping 10.9.0.1")
        .contains("VXLAN 192.0.2.2 &gt; 192.0.2.130 VNI 100")
        .contains("OpenFlow: 2 flows, 2 of them new, 0 gone");
    Browser browser = new Browser(root);
    for (boolean dark : List.of(false, true)) {
      JsonNode seen = browser.probe(page, dark);
      assertThat(seen.path("faults")).isEmpty();
      assertThat(seen.path("labels").asInt()).isGreaterThan(30);
      assertThat(seen.path("pageWider").asBoolean()).isFalse();
      assertThat(seen.path("headings"))
          .extracting(JsonNode::asText)
          .contains("Topology", "Packets");
      assertThat(seen.path("background").asText())
          .isEqualTo(dark ? "rgb(18, 22, 28)" : "rgb(255, 255, 255)");
    }
  }
}
