package io.vtepd.tests.peer;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A Raft cluster of the original's servers on the loopback interface. */
public final class ClusterProcess implements AutoCloseable {

  private final String database;
  private final List<OvsdbProcess> members = new ArrayList<>();
  private final List<Integer> clientPorts;

  private ClusterProcess(String database, List<Integer> clientPorts) {
    this.database = database;
    this.clientPorts = clientPorts;
  }

  /** Makes a cluster of that schema with that many members, all of them running. */
  public static ClusterProcess start(Path folder, String database, Json schema, int memberCount)
      throws IOException {
    List<Integer> ports = FreePorts.list(2 * memberCount);
    List<Integer> raftPorts = ports.subList(memberCount, ports.size());
    ClusterProcess cluster = new ClusterProcess(database, ports.subList(0, memberCount));
    try {
      for (int i = 0; i < memberCount; i++) {
        Path own = Files.createDirectories(folder.resolve("member" + i));
        Path file = own.resolve("db");
        String address = "tcp:127.0.0.1:" + raftPorts.get(i);
        if (i == 0) {
          Path schemaFile = Files.writeString(own.resolve("schema"), schema.toText());
          tool("create-cluster", file.toString(), schemaFile.toString(), address);
        } else {
          String first = "tcp:127.0.0.1:" + raftPorts.getFirst();
          tool("join-cluster", file.toString(), database, address, first);
        }
        String remote = "--remote=ptcp:" + ports.get(i) + ":127.0.0.1";
        cluster.members.add(OvsdbProcess.serve(Maker.ORIGINAL, own, file, remote));
      }
    } catch (IOException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static void tool(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("ovsdb-tool"));
    command.addAll(List.of(words));
    Commands.run(command.toArray(String[]::new));
  }

  /** Where clients connect to, as connection strings separated by commas. */
  public String targets() {
    return clientPorts.stream()
        .map(port -> "tcp:127.0.0.1:" + port)
        .collect(Collectors.joining(","));
  }

  /** The member that leads now; empty while there is none. */
  public Optional<OvsdbProcess> leader() throws IOException {
    for (OvsdbProcess member : members) {
      if (member.isAlive() && status(member).contains("Role: leader")) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  /** Whether a member has caught up with the cluster that it is in. */
  public boolean hasJoined(OvsdbProcess member) throws IOException {
    String status = status(member);
    return status.contains("Status: cluster member") && !status.contains("Leader: unknown");
  }

  public List<OvsdbProcess> members() {
    return List.copyOf(members);
  }

  /** vtep-ctl on the member that leads. */
  public String vtepctl(String... words) throws IOException {
    OvsdbProcess leading = leader().orElseThrow(() -> new IOException("no member leads"));
    List<String> command =
        new ArrayList<>(List.of("vtep-ctl", "--timeout=20", "--db=unix:" + leading.socket()));
    command.addAll(List.of(words));
    return Commands.run(command.toArray(String[]::new)).strip();
  }

  private String status(OvsdbProcess member) throws IOException {
    return Commands.attempt(
            Map.of(),
            "ovs-appctl",
            "--timeout=5",
            "-t",
            member.controlSocket().toString(),
            "cluster/status",
            database)
        .output();
  }

  @Override
  public void close() throws IOException {
    for (OvsdbProcess member : members) {
      member.close();
    }
  }
}
