package io.vtepd.lab.step;

import io.vtepd.lab.topology.BitRate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold after a step's action. */
public sealed interface Expectation {

  /** How many pings come back. */
  enum Answered {
    /** Several in a row. */
    ALL,
    /** Not one for a second. */
    NONE
  }

  /** Replies to the step's ping. */
  record Replies(Answered answered) implements Expectation {}

  /** Rows that the hardware_vtep database of a host has, by table. */
  record Rows(String host, Map<String, List<Expected>> tables) implements Expectation {
    public Rows {
      tables = Ordered.copy(tables);
    }
  }

  /** The reply to the step's request: JSON pointers and what is there. */
  record Reply(Map<String, Expected> values) implements Expectation {
    public Reply {
      values = Ordered.copy(values);
    }
  }

  /** Text that the step's command prints. */
  record Output(String text) implements Expectation {}

  /** The exit code of the step's command. */
  record Exit(int code) implements Expectation {}

  /** Packets that pass a router or reach a guest since the step began. */
  record Seen(String on, Optional<Vni> vni) implements Expectation {}

  /** No such packets, for a second at least. */
  record Unseen(String on, Optional<Vni> vni) implements Expectation {}

  /**
   * OpenFlow rules of a host's bridge: one that has all words of a text, or none that has them.
   *
   * @param has words of one rule, as ovs-ofctl prints it
   * @param lacks the same, of a rule that shall not be there
   */
  record Flows(String on, Optional<String> has, Optional<String> lacks) implements Expectation {}

  /** The longest time without replies that a background ping may have seen. */
  record Outage(Duration longest) implements Expectation {}

  /** What a receiver got a second, at least. */
  record Throughput(BitRate least) implements Expectation {}

  /** The address that a client was given; none if it is empty. */
  record Lease(Optional<String> address) implements Expectation {}

  /** Whether it must hold for a while, instead of becoming true. */
  default boolean holds() {
    return switch (this) {
      case Replies replies -> replies.answered() == Answered.NONE;
      case Unseen _ -> true;
      case Rows _, Reply _, Output _, Exit _, Seen _ -> false;
      case Outage _, Lease _, Flows _, Throughput _ -> false;
    };
  }
}
