package io.vtepd.tests.bench.dataplane;

import io.vtepd.tests.bench.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** ovs-ofctl on the bridge of a site; a command ends when the switch has carried it out. */
record Ofctl(String target) {

  static Ofctl on(Site site) {
    return new Ofctl("unix:" + site.vswitchd().managementSocket(Site.BRIDGE));
  }

  /**
   * The flows as {@link #addFlows} takes them, without counters.
   *
   * @param match such as {@code table=80}; empty for all
   */
  List<String> dumpFlows(String match) throws IOException {
    return linesWith("cookie=", run("--no-stats", "dump-flows", target, match));
  }

  /** All groups as {@link #addGroups} takes them. */
  List<String> dumpGroups() throws IOException {
    return linesWith("group_id=", run("dump-groups", target));
  }

  void deleteFlows(String match) throws IOException {
    run("del-flows", target, match);
  }

  /** All or none. */
  void addFlows(Path file) throws IOException {
    run("--bundle", "add-flows", target, file.toString());
  }

  /** All or none. */
  void addGroups(Path file) throws IOException {
    run("--bundle", "add-groups", target, file.toString());
  }

  /** It prints heads of messages, too, and warns of itself when it has much to do. */
  private static List<String> linesWith(String word, String printed) {
    return printed.lines().filter(line -> line.contains(word)).toList();
  }

  private static String run(String... words) throws IOException {
    String[] command = new String[words.length + 3];
    command[0] = "ovs-ofctl";
    command[1] = "--timeout=120";
    command[2] = "-OOpenFlow15";
    System.arraycopy(words, 0, command, 3, words.length);
    return Shell.run(command);
  }
}
