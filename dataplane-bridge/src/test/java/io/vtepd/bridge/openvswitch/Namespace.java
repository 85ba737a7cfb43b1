package io.vtepd.bridge.openvswitch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A network namespace for one test. */
final class Namespace implements AutoCloseable {

  private static final String SEND =
      """
      import socket, sys
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
      s.bind((sys.argv[1], 0))
      for i in range(int(sys.argv[3])):
          s.send(bytes.fromhex(sys.argv[2]))
      """;

  private final String name;

  private Namespace(String name) {
    this.name = name;
  }

  /** Makes a namespace whose name nobody else on the machine has. */
  static Namespace create(String name) {
    run(List.of("ip", "netns", "add", name));
    return of(name);
  }

  /** One that somebody else made and ends. */
  static Namespace of(String name) {
    Namespace namespace = new Namespace(name);
    namespace.exec("ip", "link", "set", "lo", "up");
    namespace.exec("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
    namespace.exec("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1");
    return namespace;
  }

  String name() {
    return name;
  }

  /** A veth pair with an end here and an end there; both up, without checksum offload. */
  void link(String device, Namespace other, String otherDevice) {
    run(
        List.of(
            "ip",
            "link",
            "add",
            device,
            "netns",
            name,
            "type",
            "veth",
            "peer",
            "name",
            otherDevice,
            "netns",
            other.name));
    raise(device);
    other.raise(otherDevice);
  }

  void raise(String device) {
    exec("ethtool", "-K", device, "tx", "off");
    exec("ip", "link", "set", device, "up");
  }

  String exec(String... command) {
    return run(command(command));
  }

  List<String> command(String... command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(List.of(command));
    return all;
  }

  /** Whether one of one ping is answered within a second. */
  boolean pings(String address) throws IOException, InterruptedException {
    return start("ping", "-c", "1", "-W", "1", address).waitFor() == 0;
  }

  /** Sends a frame out of a device, some times. */
  void send(String device, String frameHex, int times) {
    exec("python3", "-c", SEND, device, frameHex, Integer.toString(times));
  }

  /** Starts a command and does not wait for it. */
  Process start(String... command) throws IOException {
    return new ProcessBuilder(command(command)).redirectErrorStream(true).start();
  }

  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = output(process);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + "\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException(String.join(" ", command), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    run(List.of("ip", "netns", "del", name));
  }
}
