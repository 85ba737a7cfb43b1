package io.vtepd.lab.report;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables and flows of each host after the last step, what the steps changed marked. */
final class HostTables {

  /** Rows and flows that are shown of a host; the rest is counted. */
  static final int ROW_LIMIT = 150;

  private HostTables() {}

  static String draw(RunRecord run) {
    Markup out = new Markup();
    for (RunRecord.HostEnd host : run.hosts()) {
      out.open("section", "class", "end");
      out.element("h3", host.host());
      rows(out, host);
      flows(out, host);
      out.close("section");
    }
    return out.toString();
  }

  private static void rows(Markup out, RunRecord.HostEnd host) {
    Map<String, Map<String, String>> before = host.tablesBefore().rows();
    Map<String, Map<String, String>> after = host.tables().rows();
    TreeSet<String> keys = new TreeSet<>(after.keySet());
    keys.addAll(before.keySet());
    if (keys.isEmpty()) {
      return;
    }
    out.open("details", "open", "open");
    out.element("summary", "hardware_vtep: " + after.size() + " rows");
    out.open("table").open("thead").open("tr");
    out.element("th", "table").element("th", "row").element("th", "columns");
    out.close("tr").close("thead").open("tbody");
    int shown = 0;
    for (String key : keys) {
      if (shown++ < ROW_LIMIT) {
        row(out, key, before.get(key), after.get(key));
      }
    }
    out.close("tbody").close("table");
    more(out, keys.size() - ROW_LIMIT, "rows");
    out.close("details");
  }

  private static void row(
      Markup out, String key, Map<String, String> before, Map<String, String> after) {
    String state = after == null ? "gone" : before == null ? "new" : "";
    int space = key.indexOf(' ');
    out.open("tr", "class", state);
    out.element("td", key.substring(0, space)).open("td").element("code", key.substring(space + 1));
    if (!state.isEmpty()) {
      out.text(" ").element("mark", state);
    }
    out.close("td").open("td");
    Map<String, String> columns = after == null ? before : after;
    new TreeMap<>(columns)
        .forEach((column, value) -> column(out, column, value, before, after != null));
    out.close("td").close("tr");
  }

  private static void column(
      Markup out, String column, String value, Map<String, String> before, boolean isThere) {
    boolean empty = value.isEmpty() || value.equals("[]") || value.equals("{}");
    String old = before == null ? "" : before.getOrDefault(column, "");
    boolean changed = isThere && before != null && !old.equals(value);
    if (empty && !changed) {
      return;
    }
    out.open("span", "class", changed ? "column changed" : "column");
    out.element("i", column + " ").text(TextWidth.cut(value, 1, 200));
    if (changed) {
      out.text(" ").element("mark", "was " + (old.isEmpty() ? "none" : TextWidth.cut(old, 1, 60)));
    }
    out.close("span");
  }

  private static void flows(Markup out, RunRecord.HostEnd host) {
    Set<String> before = new HashSet<>(host.flowsBefore());
    Set<String> after = new HashSet<>(host.flows());
    List<String> gone = host.flowsBefore().stream().filter(f -> !after.contains(f)).toList();
    long fresh = host.flows().stream().filter(flow -> !before.contains(flow)).count();
    out.open("details");
    out.element(
        "summary",
        "OpenFlow: %d flows, %d of them new, %d gone"
            .formatted(host.flows().size(), fresh, gone.size()));
    out.open("ul", "class", "flows");
    host.flows().stream()
        .limit(ROW_LIMIT)
        .forEach(flow -> flow(out, before.contains(flow) ? "" : "new", flow));
    gone.stream().limit(ROW_LIMIT).forEach(flow -> flow(out, "gone", flow));
    out.close("ul");
    more(out, host.flows().size() - ROW_LIMIT, "flows");
    out.close("details");
  }

  private static void flow(Markup out, String state, String flow) {
    out.open("li", "class", state);
    if (!state.isEmpty()) {
      out.element("mark", state).text(" ");
    }
    out.element("code", flow).close("li");
  }

  private static void more(Markup out, int count, String what) {
    if (count > 0) {
      out.element("p", "and " + count + " more " + what, "class", "note");
    }
  }
}
