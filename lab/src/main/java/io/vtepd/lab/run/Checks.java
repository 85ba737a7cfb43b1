package io.vtepd.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.vtepd.lab.host.OvsdbSocket;
import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.step.Expectation.Answered;
import io.vtepd.lab.step.Expected;
import io.vtepd.lab.step.Step;
import io.vtepd.lab.step.Vni;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Looks whether the expectations of one step hold now. */
final class Checks {

  private static final Duration DATABASE_LIMIT = Duration.ofSeconds(5);

  /** Nothing for that long: what was under way has come. */
  private static final Duration QUIET = Duration.ofMillis(200);

  private static final Duration QUIET_LIMIT = Duration.ofSeconds(3);

  private record View(String on, Optional<Vni> vni) {}

  private final Lab lab;
  private final Views views;
  private final Map<View, Long> marks = new HashMap<>();

  Checks(Lab lab, Views views) {
    this.lab = lab;
    this.views = views;
  }

  /**
   * Marks where the step's packets begin. What an earlier step sent last may still be under way:
   * where nothing may be seen, it is waited for first, but not for long, since a ping may go on.
   */
  void begin(Step step) throws IOException, InterruptedException, LabFailure {
    List<View> silent = new ArrayList<>();
    for (Expectation expectation : step.expectations()) {
      if (expectation instanceof Expectation.Unseen(String on, Optional<Vni> vni)) {
        silent.add(new View(on, vni));
      }
    }
    long deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
    while (!silent.isEmpty() && !isQuiet(silent) && System.nanoTime() < deadline) {
      marks.clear();
    }
    for (Expectation expectation : step.expectations()) {
      switch (expectation) {
        case Expectation.Seen seen -> note(new View(seen.on(), seen.vni()));
        case Expectation.Unseen unseen -> note(new View(unseen.on(), unseen.vni()));
        case Expectation.Replies _, Expectation.Rows _, Expectation.Reply _ -> {}
        case Expectation.Output _, Expectation.Exit _, Expectation.Outage _ -> {}
        case Expectation.Lease _, Expectation.Flows _, Expectation.Throughput _ -> {}
      }
    }
  }

  private void note(View view) throws IOException, InterruptedException, LabFailure {
    marks.put(view, views.mark(view.on(), view.vni()));
  }

  private boolean isQuiet(List<View> watched) throws IOException, InterruptedException, LabFailure {
    for (View view : watched) {
      note(view);
    }
    Await.pause(QUIET);
    for (View view : watched) {
      if (views.since(view.on(), view.vni(), marks.get(view)) > 0) {
        return false;
      }
    }
    return true;
  }

  Finding check(Expectation expectation, Performed performed)
      throws IOException, InterruptedException, LabFailure {
    return switch (expectation) {
      case Expectation.Replies replies -> replies(replies, performed);
      case Expectation.Rows rows -> rows(rows);
      case Expectation.Reply reply -> reply(reply, performed);
      case Expectation.Output output -> output(output, performed);
      case Expectation.Exit exit -> exit(exit, performed);
      case Expectation.Seen seen -> seen(new View(seen.on(), seen.vni()), true);
      case Expectation.Unseen unseen -> seen(new View(unseen.on(), unseen.vni()), false);
      case Expectation.Outage outage -> outage(outage, performed);
      case Expectation.Lease lease -> lease(lease, performed);
      case Expectation.Throughput throughput -> throughput(throughput, performed);
      case Expectation.Flows flows -> new FlowView(lab, flows.on()).check(flows);
    };
  }

  private Finding replies(Expectation.Replies replies, Performed performed) {
    if (!(performed instanceof Performed.Pinged(Pinging pinging))) {
      throw new IllegalStateException("replies are read with pings only");
    }
    String to = lab.guest(pinging.ping().to()).ip().address();
    String seen = pinging.received() + " replies";
    return replies.answered() == Answered.ALL
        ? new Finding(pinging.isAnswered(), "replies from " + to, seen)
        : new Finding(pinging.received() == 0, "no reply from " + to, seen);
  }

  private Finding outage(Expectation.Outage outage, Performed performed) {
    if (!(performed instanceof Performed.Pinged(Pinging pinging))) {
      throw new IllegalStateException("outages are read with pings only");
    }
    Duration longest = pinging.longestOutage();
    boolean any = pinging.received() > 0;
    String limit =
        outage.longest().isZero()
            ? "no lost packet"
            : "no outage over " + outage.longest().toMillis() + " ms";
    return new Finding(
        any && longest.compareTo(outage.longest()) <= 0,
        limit,
        pinging.lost()
            + " of "
            + pinging.sent()
            + " packets lost, longest outage "
            + longest.toMillis()
            + " ms");
  }

  private Finding rows(Expectation.Rows rows) {
    List<String> missing = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    for (Map.Entry<String, List<Expected>> table : rows.tables().entrySet()) {
      try {
        compare(rows.host(), table.getKey(), table.getValue(), missing, seen);
      } catch (IOException e) {
        // The database may be away for a moment: that is what was seen.
        missing.addAll(table.getValue().stream().map(Expected::toString).toList());
        seen.add(String.valueOf(e.getMessage()));
      }
    }
    return new Finding(
        missing.isEmpty(),
        String.join(", ", rows.tables().keySet()) + " with " + String.join(", ", missing),
        String.join("; ", seen));
  }

  private void compare(
      String host, String table, List<Expected> wanted, List<String> missing, List<String> seen)
      throws IOException {
    Path socket = lab.site(host).vtepSocket();
    String request =
        "{\"id\":1,\"method\":\"transact\",\"params\":[\"hardware_vtep\","
            + "{\"op\":\"select\",\"table\":\""
            + table
            + "\",\"where\":[]}]}";
    JsonNode result = OvsdbSocket.ask(socket, request, DATABASE_LIMIT).path("result").path(0);
    JsonNode rows = result.path("rows");
    for (Expected row : wanted) {
      boolean found = false;
      for (JsonNode candidate : rows) {
        found |= RowMatch.matches(row, candidate);
      }
      if (!found) {
        missing.add(row.toString());
      }
    }
    List<String> shown = new ArrayList<>();
    rows.forEach(row -> shown.add(RowMatch.show(row, wanted.isEmpty() ? null : wanted.getFirst())));
    if (result.has("error")) {
      seen.add(table + " " + result);
    } else {
      seen.add(table + " " + (shown.isEmpty() ? "is empty" : String.join(" ", shown)));
    }
  }

  private static Finding reply(Expectation.Reply reply, Performed performed) {
    if (!(performed instanceof Performed.Replied(JsonNode given))) {
      throw new IllegalStateException("replies are read with requests only");
    }
    for (Map.Entry<String, Expected> each : reply.values().entrySet()) {
      JsonNode value = given.at(each.getKey());
      if (value.isMissingNode() || !RowMatch.matches(each.getValue(), value)) {
        return new Finding(
            false,
            "a reply with " + each.getKey() + " " + each.getValue(),
            value.isMissingNode() ? given.toString() : RowMatch.text(value));
      }
    }
    return new Finding(true, "a reply", "it");
  }

  private static Finding output(Expectation.Output output, Performed performed) {
    Completed completed = ran(performed);
    return new Finding(
        completed.out().contains(output.text()),
        "output with \"" + output.text() + "\"",
        completed.out().isBlank() ? completed.lastLine() : completed.out().strip());
  }

  private static Finding exit(Expectation.Exit exit, Performed performed) {
    Completed completed = ran(performed);
    return new Finding(
        completed.exit() == exit.code(),
        "exit code " + exit.code(),
        "exit code " + completed.exit() + ": " + completed.lastLine());
  }

  private static Finding lease(Expectation.Lease lease, Performed performed) {
    if (!(performed instanceof Performed.Leased(String address, Completed client))) {
      throw new IllegalStateException("leases are read with dhcp only");
    }
    return new Finding(
        address.equals(lease.address().orElse("")),
        lease.address().map(wanted -> "a lease of " + wanted).orElse("no lease"),
        address.isEmpty() ? "no lease: " + client.lastLine() : "a lease of " + address);
  }

  private static Finding throughput(Expectation.Throughput throughput, Performed performed) {
    if (!(performed instanceof Performed.Sent(Iperf.Outcome outcome))) {
      throw new IllegalStateException("throughput is read with iperf only");
    }
    return new Finding(
        outcome.bitsPerSecond() >= throughput.least().bitsPerSecond(),
        throughput.least() + " or more",
        String.format(Locale.ROOT, "%.1f Mbit/s", outcome.bitsPerSecond() / 1e6));
  }

  private static Completed ran(Performed performed) {
    if (performed instanceof Performed.Ran(Completed completed)) {
      return completed;
    }
    throw new IllegalStateException("output and exit are read with commands only");
  }

  private Finding seen(View view, boolean wanted)
      throws IOException, InterruptedException, LabFailure {
    long packets = views.since(view.on(), view.vni(), marks.get(view));
    String what =
        view.vni().map(vni -> "packets of VNI " + vni).orElse("packets") + " on " + view.on();
    String last = packets > 0 ? views.last(view.on(), view.vni()) : "";
    return new Finding(
        wanted == packets > 0,
        (wanted ? "" : "no ") + what,
        packets + (last.isEmpty() ? "" : ", last: " + last));
  }
}
