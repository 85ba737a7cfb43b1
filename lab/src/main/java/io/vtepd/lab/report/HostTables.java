package io.vtepd.lab.report;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The tables and flows of each host after the last step, what the steps changed marked. */
final class HostTables {

  /** Rows, and flows, that are shown of a host; the rest is counted. */
  static final int ROW_LIMIT = 150;

  /** Characters of all hosts together, so that the page stays below 2 MB. */
  private static final int ALL_LIMIT = 800_000;

  /** Characters of a flow. */
  private static final int FLOW_LIMIT = 500;

  private final Markup out = new Markup();
  private final int room;

  private HostTables(int hosts) {
    // Rows, flows, and flows that are gone, of each host.
    this.room = ALL_LIMIT / Math.max(1, hosts) / 3;
  }

  /** Draws items up to the limits; how many are left. */
  private <T> int each(Collection<T> items, Consumer<T> draw) {
    int end = out.length() + room;
    int shown = 0;
    for (T item : items) {
      if (shown == ROW_LIMIT || out.length() > end) {
        break;
      }
      draw.accept(item);
      shown++;
    }
    return items.size() - shown;
  }

  static String draw(RunRecord run) {
    return new HostTables(run.hosts().size()).all(run);
  }

  private String all(RunRecord run) {
    for (RunRecord.HostEnd host : run.hosts()) {
      out.open("section", "class", "end");
      out.element("h3", host.host());
      rows(host);
      flows(host);
      out.close("section");
    }
    return out.toString();
  }

  private void rows(RunRecord.HostEnd host) {
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
    int left = each(keys, key -> row(key, before.get(key), after.get(key)));
    out.close("tbody").close("table");
    more(left, "rows");
    out.close("details");
  }

  private void row(String key, Map<String, String> before, Map<String, String> after) {
    String state = after == null ? "gone" : before == null ? "new" : "";
    int space = key.indexOf(' ');
    out.open("tr", "class", state);
    out.element("td", key.substring(0, space)).open("td").element("code", key.substring(space + 1));
    if (!state.isEmpty()) {
      out.text(" ").element("mark", state);
    }
    out.close("td").open("td");
    Map<String, String> columns = after == null ? before : after;
    new TreeMap<>(columns).forEach((column, value) -> column(column, value, before, after != null));
    out.close("td").close("tr");
  }

  private void column(String column, String value, Map<String, String> before, boolean isThere) {
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

  private void flows(RunRecord.HostEnd host) {
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
    int left = each(host.flows(), flow -> flow(before.contains(flow) ? "" : "new", flow));
    int goneLeft = each(gone, flow -> flow("gone", flow));
    out.close("ul");
    more(left, "flows");
    more(goneLeft, "flows that are gone");
    out.close("details");
  }

  private void flow(String state, String flow) {
    out.open("li", "class", state);
    if (!state.isEmpty()) {
      out.element("mark", state).text(" ");
    }
    out.element("code", TextWidth.cut(flow, 1, FLOW_LIMIT)).close("li");
  }

  private void more(int count, String what) {
    if (count > 0) {
      out.element("p", "and " + count + " more " + what, "class", "note");
    }
  }
}
