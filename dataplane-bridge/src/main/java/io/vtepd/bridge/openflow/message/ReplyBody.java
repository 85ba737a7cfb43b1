package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import java.util.List;

/** One part of a multipart answer. */
public sealed interface ReplyBody {

  record Flows(List<FlowStats> flows) implements ReplyBody {
    public Flows {
      flows = List.copyOf(flows);
    }
  }

  /** Of flows taken together. */
  record FlowCount(int flows) implements ReplyBody {}

  record Groups(List<Group> groups) implements ReplyBody {
    public Groups {
      groups = List.copyOf(groups);
    }
  }

  record Ports(List<PortDescription> ports) implements ReplyBody {
    public Ports {
      ports = List.copyOf(ports);
    }
  }

  record FlowUpdates(List<FlowUpdate> updates) implements ReplyBody {
    public FlowUpdates {
      updates = List.copyOf(updates);
    }
  }

  record Experimenter(int experimenter, int type, OpaqueBytes bytes) implements ReplyBody {}

  /** A kind of answer that nobody here asks for. */
  record Unhandled(int type, OpaqueBytes bytes) implements ReplyBody {}
}
