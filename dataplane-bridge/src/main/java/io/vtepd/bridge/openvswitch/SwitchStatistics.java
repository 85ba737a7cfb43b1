package io.vtepd.bridge.openvswitch;

import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.feedback.BindingCounts;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.message.FlowStats;
import io.vtepd.bridge.openflow.message.RequestBody.FlowDump;
import io.vtepd.bridge.openvswitch.pipeline.BindingTag;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import io.vtepd.tls.logging.LogValue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads again and again what the flows of bindings have counted. The pause between two readings
 * grows with what a reading costs and with the number of rows that it makes others write, so that
 * both stay a small share of the time. While changes are on their way to the switch a reading waits
 * for its turn, but not for ever. Confined to the driver's loop.
 */
final class SwitchStatistics {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchStatistics.class);

  /** A flow costs some 2 us to read, and reading is to take no more than a 500th of the time. */
  private static final long FLOW_MS = 1;

  /** Nor to change more rows than 200 a second. */
  private static final long ROW_MS = 5;

  /** How often in an interval a reading that waits looks whether the switch has time for it. */
  private static final int LOOKS = 10;

  /** After so many looks it waits no longer: that is six intervals late. */
  private static final int MOST_LOOKS = 60;

  private final String name;
  private final DriverContext context;
  private final Supplier<Optional<OpenFlowChannel>> channel;
  private final BooleanSupplier busy;
  private final Function<BindingTag, Optional<FactId.Binding>> bindings;
  private final Map<FactId.Binding, BindingTally> tallies = new HashMap<>();
  private long flowCount;
  private int lookCount;
  private boolean closed;

  /**
   * @param channel to the switch, while its flows are known
   * @param busy whether changes are on their way to the switch
   * @param bindings by the tags that flows carry
   */
  SwitchStatistics(
      String name,
      DriverContext context,
      Supplier<Optional<OpenFlowChannel>> channel,
      BooleanSupplier busy,
      Function<BindingTag, Optional<FactId.Binding>> bindings) {
    this.name = name;
    this.context = context;
    this.channel = channel;
    this.busy = busy;
    this.bindings = bindings;
  }

  /** Begins, unless statistics are not wanted. */
  void start() {
    if (context.statisticsMs() > 0) {
      schedule(context.statisticsMs());
    }
  }

  private void schedule(long delayMs) {
    context.loop().schedule(this::read, delayMs, TimeUnit.MILLISECONDS);
  }

  private void read() {
    if (closed) {
      return;
    }
    if (lookCount < MOST_LOOKS && busy.getAsBoolean()) {
      lookCount++;
      schedule(Math.max(1, context.statisticsMs() / LOOKS));
      return;
    }
    lookCount = 0;
    Optional<OpenFlowChannel> open = channel.get();
    if (open.isEmpty()) {
      schedule(context.statisticsMs());
      return;
    }
    flowCount = 0;
    open.get()
        .visitFlows(FlowDump.of(TableId.ALL, PipelineCookie.COUNTED), this::see)
        .whenComplete((done, failure) -> {
          int rows = tell();
          if (failure != null) {
            LOG.debug(
                "event=statistics-unread bridge={} cause={}",
                LogValue.of(name),
                LogValue.of(String.valueOf(failure.getMessage())));
          }
          schedule(pauseMs(context.statisticsMs(), flowCount, rows));
        });
  }

  /** How long to wait after a reading of so many flows that changed so many rows. */
  static long pauseMs(long leastMs, long flows, int rows) {
    return Math.max(leastMs, Math.max(FLOW_MS * flows, ROW_MS * rows));
  }

  private void see(FlowStats stats) {
    flowCount++;
    BindingTag.ofCounted(stats.flow().cookie())
        .flatMap(bindings)
        .ifPresent(id -> tallies.computeIfAbsent(id, any -> new BindingTally()).see(stats));
  }

  private int tell() {
    Map<FactId.Binding, BindingCounts> changed = new HashMap<>();
    tallies.forEach((id, tally) -> {
      if (tally.takeNews()) {
        changed.put(id, tally.counts());
      }
    });
    if (!closed && !changed.isEmpty()) {
      context.reports().onCounts(name, Map.copyOf(changed));
    }
    return changed.size();
  }

  /** The binding is gone: if it comes again, it has carried nothing. */
  void forget(FactId.Binding id) {
    tallies.remove(id);
  }

  void close() {
    closed = true;
  }
}
