package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.bridge.openflow.wire.WireCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A group as it is wished for and as a dump gives it back.
 *
 * @param properties experimenter properties (OVS's selection method), kept as they came
 */
public record Group(GroupId id, Type type, List<Bucket> buckets, List<OpaqueBytes> properties) {

  /** Codes as on the wire. */
  public enum Type implements WireCode {
    ALL(0),
    SELECT(1),
    INDIRECT(2),
    FAST_FAILOVER(3);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /**
   * One set of actions of a group.
   *
   * @param number 0 to 0xffffff00, unique in its group
   * @param weight share in a select group (1 when nothing else is said), 0 in all others
   * @param watchPort in a fast-failover group the bucket is used while this port is up, or {@link
   *     Ofport#ANY}
   * @param watchGroup the same of a group, or {@link GroupId#ANY}
   */
  public record Bucket(
      int number, int weight, Ofport watchPort, GroupId watchGroup, List<Action> actions) {

    public Bucket {
      actions = List.copyOf(actions);
      if (weight < 0 || weight > 0xffff) {
        throw new IllegalArgumentException("weight " + weight + " is outside 0..65535");
      }
    }
  }

  public Group {
    buckets = List.copyOf(buckets);
    properties = List.copyOf(properties);
  }

  /** Does every list of actions, each to a copy of the packet. */
  public static Group all(GroupId id, List<List<Action>> buckets) {
    List<Bucket> numbered = new ArrayList<>();
    for (List<Action> actions : buckets) {
      numbered.add(new Bucket(numbered.size(), 0, Ofport.ANY, GroupId.ANY, actions));
    }
    return new Group(id, Type.ALL, numbered, List.of());
  }

  /** Does the actions, after Open vSwitch has hashed the packet and looked up flows anew. */
  public static Group select(GroupId id, List<Action> actions) {
    Bucket only = new Bucket(0, 1, Ofport.ANY, GroupId.ANY, actions);
    return new Group(id, Type.SELECT, List.of(only), List.of());
  }

  /** Does the actions of the first choice whose port is up. */
  public static Group fastFailover(GroupId id, List<Choice> choices) {
    List<Bucket> numbered = new ArrayList<>();
    for (Choice choice : choices) {
      numbered.add(
          new Bucket(numbered.size(), 0, choice.watchPort(), GroupId.ANY, choice.actions()));
    }
    return new Group(id, Type.FAST_FAILOVER, numbered, List.of());
  }

  /** A port to watch and what to do while it is up. */
  public record Choice(Ofport watchPort, List<Action> actions) {

    public Choice {
      actions = List.copyOf(actions);
    }
  }
}
