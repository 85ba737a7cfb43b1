package io.vtepd.bridge.openflow.channel;

import io.vtepd.bridge.openflow.Xid;
import io.vtepd.bridge.openflow.message.FlowUpdate;
import io.vtepd.bridge.openflow.message.OpenFlowError;
import io.vtepd.bridge.openflow.message.PortStatus;
import java.util.List;

/**
 * What the switch says unasked. Called on the connection's I/O thread, in the order of arrival
 * (also with respect to completed futures): hand over to the owner thread and return.
 */
public interface OpenFlowListener {

  void onPortStatus(PortStatus status);

  /** Changes that a flow monitor saw; its initial flows come in the future of its request. */
  void onFlowUpdates(List<FlowUpdate> updates);

  /** Somebody else has changed groups. */
  void onGroupsChanged();

  /** An error that belongs to no request which is waiting for its answer. */
  void onError(Xid xid, OpenFlowError error);

  /** The last call: the connection is gone and every future has failed. */
  void onClosed(String reason);
}
