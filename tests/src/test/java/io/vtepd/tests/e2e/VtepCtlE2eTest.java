package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every subcommand of vtep-ctl prints and does on our server what it does on the original's. */
@Tag("system")
class VtepCtlE2eTest {

  /** One invocation a line; words are split at spaces. */
  private static final String SCRIPT =
      """
      init
      show
      add-ps ps0
      --may-exist add-ps ps0
      add-ps ps0
      add-ps ps1
      list-ps
      ps-exists ps0
      ps-exists nowhere
      set Physical_Switch ps0 tunnel_ips=192.0.2.1 description=edge management_ips=192.0.2.9
      add-port ps0 p1
      add-port ps0 p2
      --may-exist add-port ps0 p1
      add-port ps1 p1
      list-ports ps0
      list-ports nowhere
      add-ls ls0
      add-ls ls1
      --may-exist add-ls ls0
      add-ls ls0
      list-ls
      ls-exists ls0
      ls-exists nowhere
      set Logical_Switch ls0 tunnel_key=5000
      get Logical_Switch ls0 tunnel_key
      bind-ls ps0 p1 0 ls0
      bind-ls ps0 p1 100 ls1
      bind-ls ps0 p2 4095 ls0
      bind-ls ps0 p2 5000 ls0
      bind-ls ps0 p9 1 ls0
      list-bindings ps0 p1
      unbind-ls ps0 p1 100
      unbind-ls ps0 p1 77
      list-bindings ps0 p1
      set-replication-mode ls0 source_node
      get-replication-mode ls0
      set-replication-mode ls0 no_such_mode
      get-replication-mode ls1
      add-lr lr0
      add-lr lr0
      list-lr
      lr-exists lr0
      lr-exists nowhere
      add-ucast-local ls0 00:11:22:33:44:55 192.0.2.1
      add-ucast-local ls0 00:11:22:33:44:66 vxlan_over_ipv4 192.0.2.1
      add-mcast-local ls0 01:11:22:33:44:55 192.0.2.1
      add-mcast-local ls0 unknown-dst 192.0.2.1
      list-local-macs ls0
      del-ucast-local ls0 00:11:22:33:44:66
      del-mcast-local ls0 01:11:22:33:44:55 192.0.2.1
      list-local-macs ls0
      clear-local-macs ls0
      list-local-macs ls0
      add-ucast-remote ls0 00:aa:22:33:44:55 192.0.2.2
      add-ucast-remote ls0 00:aa:22:33:44:66 vxlan_over_ipv4 192.0.2.3
      add-ucast-remote ls0 00:aa:22:33:44:66 vxlan_over_ipv4 192.0.2.4
      add-mcast-remote ls0 unknown-dst 192.0.2.2
      add-mcast-remote ls0 unknown-dst 192.0.2.3
      list-remote-macs ls0
      del-ucast-remote ls0 00:aa:22:33:44:66
      del-mcast-remote ls0 unknown-dst 192.0.2.3
      list-remote-macs ls0
      list Physical_Locator
      find Ucast_Macs_Remote MAC="00:aa:22:33:44:55"
      --columns=name,replication_mode find Logical_Switch tunnel_key=5000
      clear-remote-macs ls0
      list-remote-macs ls0
      list Physical_Locator
      get-manager
      set-manager ptcp:1:127.0.0.9 tcp:127.0.0.1:1
      get-manager
      --columns=target,max_backoff,inactivity_probe list Manager
      set Manager ptcp:1:127.0.0.9 inactivity_probe=30000 max_backoff=2000
      set Manager ptcp:1:127.0.0.9 inactivity_probe=x
      set Manager ptcp:1:127.0.0.9 max_backoff=1
      del-manager
      get-manager
      set Logical_Switch ls0 description=one other_config:a=b other_config:c=d
      get Logical_Switch ls0 other_config other_config:a
      remove Logical_Switch ls0 other_config a
      add Logical_Switch ls0 other_config e=f
      clear Logical_Switch ls0 other_config
      get Logical_Switch ls0 other_config
      set Logical_Switch ls0 no_such_column=1
      list No_Such_Table
      list Logical_Switch
      list Physical_Port
      list Physical_Switch
      list Global
      create Logical_Switch name=ls7
      destroy Logical_Switch ls7
      create Physical_Locator dst_ip=192.0.2.77 encapsulation_type=vxlan_over_ipv4
      list Physical_Locator
      --id=@a create ACL acl_name=web -- add Physical_Switch ps0 other_config x=y
      comment hello world
      --timeout=5 wait-until Logical_Switch ls0 tunnel_key=5000
      --dry-run add-ps never
      list-ps
      show
      del-ls ls0
      unbind-ls ps0 p1 0
      unbind-ls ps0 p2 4095
      --if-exists del-ls ls0
      --if-exists del-ls nowhere
      del-ls nowhere
      del-port ps0 p1
      --if-exists del-port ps0 p1
      del-port ps0 p1
      del-lr lr0
      del-ps ps0
      --if-exists del-ps nowhere
      del-ps nowhere
      del-ps ps1
      list Physical_Port
      show
      """;

  @Test
  void everySubcommandPrintsWhatItPrintsOnTheOriginal(@TempDir Path folder) throws Exception {
    List<String> expected = runScript(Maker.ORIGINAL, folder.resolve("original"));
    List<String> actual = runScript(Maker.OURS, folder.resolve("ours"));
    assertThat(actual).containsExactlyElementsOf(expected);
    assertThat(expected).hasSizeGreaterThan(100);
  }

  private static List<String> runScript(Maker maker, Path folder) throws IOException {
    List<String> transcript = new ArrayList<>();
    try (OvsdbProcess server = OvsdbProcess.create(maker, folder, Schemas.hardwareVtep())) {
      for (String line : SCRIPT.lines().toList()) {
        List<String> command = new ArrayList<>();
        command.add("vtep-ctl");
        command.add("--db=unix:" + server.socket());
        command.addAll(List.of(line.split(" ")));
        Commands.Outcome outcome = Commands.attempt(Map.of(), command.toArray(String[]::new));
        transcript.add(line + " -> " + outcome.exitCode() + "\n" + level(outcome.output()));
      }
    }
    return transcript;
  }

  /** Error details are worded by each server; tags and everything else are not. */
  private static String level(String output) {
    return Printed.level(output.replaceAll("\"details\":\"(\\\\.|[^\"\\\\])*\",?", ""));
  }
}
