package io.vtepd.lab.report;

import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.run.DatabaseView;
import io.vtepd.lab.run.Lab;
import io.vtepd.lab.topology.Host;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables and flows of a host now. */
record HostLook(DatabaseView tables, List<String> flows) {

  static final HostLook NONE = new HostLook(DatabaseView.EMPTY, List.of());

  HostLook {
    flows = List.copyOf(flows);
  }

  /** Those of all hosts in file order; what cannot be read is a remark. */
  static Map<String, HostLook> all(Lab lab, List<String> remarks)
      throws IOException, InterruptedException {
    Map<String, HostLook> looks = new LinkedHashMap<>();
    for (Host.SwitchHost host : lab.plan().topology().switchHosts()) {
      looks.put(host.name(), new HostLook(tables(lab, host, remarks), flows(lab, host, remarks)));
    }
    return looks;
  }

  private static DatabaseView tables(Lab lab, Host.SwitchHost host, List<String> remarks) {
    if (!host.role().isVtep()) {
      return DatabaseView.EMPTY;
    }
    try {
      return DatabaseView.read(lab.site(host).vtepSocket());
    } catch (IOException e) {
      remarks.add("The tables of " + host.name() + " could not be read: " + e.getMessage());
      return DatabaseView.EMPTY;
    }
  }

  private static List<String> flows(Lab lab, Host.SwitchHost host, List<String> remarks)
      throws IOException, InterruptedException {
    List<String> words =
        List.of("ovs-ofctl", "-O", "OpenFlow15", "--no-stats", "dump-flows", host.bridge());
    Completed dump =
        Command.of(lab.site(host).namespace().enter(words))
            .with(lab.environment(host.name()))
            .run();
    if (!dump.succeeded()) {
      remarks.add("The flows of " + host.name() + " could not be read: " + dump.lastLine());
      return List.of();
    }
    return dump.out()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("OFPST_FLOW"))
        .sorted()
        .toList();
  }
}
