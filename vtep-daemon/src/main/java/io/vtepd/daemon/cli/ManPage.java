package io.vtepd.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manual page vtepd(8), in roff's man macros, man(7). Made of what {@code --help} prints, so
 * that the two can't differ.
 */
final class ManPage {

  /** A line of a list of commands or options: name and arguments, then what it does. */
  private static final Pattern ENTRY = Pattern.compile(" {2}(\\S.*?) {2,}(.*)");

  private static final Pattern LONG_ENTRY = Pattern.compile(" {2}(--\\S+(?: \\S+)?) (.+)");

  private static final String HEAD =
      """
      .TH VTEPD 8 "" "vtepd" "Administration"
      .SH NAME
      vtepd \\- hardware VTEP gateway: hardware_vtep over OVSDB, Open vSwitch forwarding
      .SH DESCRIPTION
      Serves the OVSDB schema hardware_vtep to SDN controllers as a switch with a VTEP would, and makes
      the Open vSwitch of this host forward as they say.
      The packaged service runs
      .B vtepd run
      as the user vtepd, which has no privilege but to be in the group openvswitch, that may use the
      sockets of Open vSwitch; the options stand in /etc/default/vtepd.
      """;

  private static final String TAIL =
      """
      .SH FILES
      .TP
      /etc/default/vtepd
      options of the service
      .TP
      /etc/vtepd
      for keys and certificates that are brought; a key is for vtepd alone, or for it and its group
      .TP
      /var/lib/vtepd
      the database vtep.db, and the key that vtepd makes itself
      .TP
      /run/vtepd
      db.sock for OVSDB clients, vtepd.ctl for ovs\\-appctl; both for members of the group openvswitch
      .SH ENVIRONMENT
      .TP
      VTEPD_JAVA_OPTIONS
      more options of the Java virtual machine, such as \\-Xmx512m
      .TP
      VTEPD_JAVA_HOME
      another Java than the one that comes with vtepd
      .TP
      NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID
      as systemd sets them; see sd_notify(3)
      .SH EXIT STATUS
      0 after an orderly end, 1 if something could not be done, 64 if the command line is wrong.
      .SH SEE ALSO
      .BR vtep (5),
      .BR vtep\\-ctl (8),
      .BR ovsdb\\-server (1),
      .BR ovs\\-vswitchd (8),
      .BR ovs\\-pki (8),
      .BR ovs\\-appctl (8)
      """;

  private ManPage() {}

  /**
   * @param helps what {@code --help} of each command prints, the first of them that of vtepd itself
   */
  static String of(List<String> helps) {
    StringBuilder page = new StringBuilder(HEAD);
    for (String help : helps) {
      add(page, help.lines().toList());
    }
    return page.append(TAIL).toString();
  }

  private static void add(StringBuilder page, List<String> lines) {
    String usage = lines.getFirst().replaceFirst("^usage: ", "");
    String name = usage.replaceFirst(" +(\\[|-|\\.\\.\\.|[A-Z]).*", "");
    page.append(".SH \"").append(escaped(name)).append("\"\n.B ").append(escaped(usage));
    page.append('\n');
    for (String line : joined(lines.subList(1, lines.size()))) {
      Matcher entry = entry(line);
      if (entry.matches()) {
        page.append(".TP\n.B ").append(escaped(entry.group(1))).append('\n');
        page.append(escaped(entry.group(2))).append('\n');
      } else if (!line.isBlank() && !line.endsWith(":")) {
        page.append(".PP\n").append(escaped(line.strip())).append('\n');
      }
    }
  }

  private static Matcher entry(String line) {
    Matcher entry = ENTRY.matcher(line);
    return entry.matches() ? entry.reset() : LONG_ENTRY.matcher(line);
  }

  /** Puts a description in one line. */
  private static List<String> joined(List<String> lines) {
    List<String> joined = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("   ") && !joined.isEmpty()) {
        joined.add(joined.removeLast().stripTrailing() + " " + line.strip());
      } else {
        joined.add(line);
      }
    }
    return joined;
  }

  /** As roff prints it unchanged: a hyphen is not a minus, a point begins no request. */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
