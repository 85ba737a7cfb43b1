package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.message.Group;

/** Where whoever renders flows gets the groups from that they go through. */
interface Groups {

  /** What a group is but for its number. */
  interface Shape {
    Group numbered(GroupId id);
  }

  /** The number of a group of that shape. */
  GroupId get(Shape shape);
}
