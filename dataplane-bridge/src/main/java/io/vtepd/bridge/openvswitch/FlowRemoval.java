package io.vtepd.bridge.openvswitch;

import io.netty.channel.Channel;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.channel.ChannelLimits;
import io.vtepd.bridge.openflow.channel.OpenFlowChannel;
import io.vtepd.bridge.openflow.channel.OpenFlowListener;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.message.Change;
import io.vtepd.bridge.openflow.message.FlowMod;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.GroupMod;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.message.PortStatus;
import io.vtepd.bridge.openvswitch.pipeline.PipelineCookie;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.Connector;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the appliance's flows and groups from a bridge that is no Physical_Switch, or none any
 * more; where there are none, it only looks. It tries until it is done. Confined to the driver's
 * loop.
 */
final class FlowRemoval implements OpenFlowListener {

  private static final Logger LOG = LoggerFactory.getLogger(FlowRemoval.class);

  private final String bridge;
  private final Connector connector;
  private boolean done;

  FlowRemoval(String bridge, DriverContext context) {
    this.bridge = bridge;
    this.connector = context.dial(bridge, this::onReady);
  }

  /** Whether it has nothing more to do, or was told to stop. */
  boolean isDone() {
    return done;
  }

  void close() {
    done = true;
    connector.close();
  }

  private void onReady(Channel connected) {
    OpenFlowChannel channel = OpenFlowChannel.attach(connected, this, ChannelLimits.DEFAULT);
    channel
        .ready()
        .thenCompose(features -> OurShare.of(channel))
        .thenCompose(ours -> channel.apply(removal(ours)))
        .whenComplete((refused, failure) -> {
          if (failure == null) {
            close();
          } else if (!done) {
            connector.drop("flows could not be removed: " + failure.getMessage());
          }
        });
  }

  private List<Change> removal(OurShare ours) {
    List<Change> changes = new ArrayList<>();
    if (ours.flowCount() > 0) {
      changes.add(FlowMod.deleteAll(TableId.ALL, PipelineCookie.OURS, Match.ALL));
    }
    ours.groups().forEach(id -> changes.add(GroupMod.delete(id)));
    if (!changes.isEmpty()) {
      LOG.info(
          "event=flows-removed bridge={} flows={} changes={}",
          LogValue.of(bridge),
          ours.flowCount(),
          changes.size());
    }
    return changes;
  }

  @Override
  public void onPortStatus(PortStatus status) {}

  @Override
  public void onFlowUpdates(List<FlowUpdate> updates) {}

  @Override
  public void onGroupsChanged() {}

  @Override
  public void onError(Xid xid, OpenFlowError error) {
    LOG.warn(
        "event=openflow-error bridge={} xid={} error={}",
        LogValue.of(bridge),
        xid,
        LogValue.of(error.toString()));
  }

  @Override
  public void onClosed(String reason) {
    LOG.debug("event=openflow-lost bridge={} cause={}", LogValue.of(bridge), LogValue.of(reason));
  }
}
