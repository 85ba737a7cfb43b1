package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.CookieMask;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Match;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.bridge.openflow.wire.WireCode;

/** What a multipart request asks for. */
public sealed interface RequestBody {

  /**
   * Flows of {@code table} that agree with {@code cookies} and are as specific as {@code match}.
   */
  record FlowDump(TableId table, CookieMask cookies, Ofport outPort, GroupId outGroup, Match match)
      implements RequestBody {

    public static FlowDump of(TableId table, CookieMask cookies) {
      return new FlowDump(table, cookies, Ofport.ANY, GroupId.ANY, Match.ALL);
    }
  }

  /** How many flows a {@link FlowDump} would have, and no more of them. */
  record FlowCount(FlowDump of) implements RequestBody {}

  record GroupDump(GroupId group) implements RequestBody {

    public static final GroupDump ALL = new GroupDump(GroupId.ALL);
  }

  record PortDump(Ofport port) implements RequestBody {

    public static final PortDump ALL = new PortDump(Ofport.ANY);
  }

  /**
   * Starts or ends a flow monitor.
   *
   * @param monitorId chosen by us, unique on the connection
   * @param table one table or {@link TableId#ALL}
   */
  record FlowMonitor(int monitorId, Command command, MonitorFlags flags, TableId table, Match match)
      implements RequestBody {

    /** Codes as on the wire. */
    public enum Command implements WireCode {
      ADD(0),
      MODIFY(1),
      DELETE(2);

      private final int code;

      Command(int code) {
        this.code = code;
      }

      @Override
      public int code() {
        return code;
      }
    }

    public static FlowMonitor add(int monitorId, MonitorFlags flags, TableId table, Match match) {
      return new FlowMonitor(monitorId, Command.ADD, flags, table, match);
    }
  }

  /** What a flow monitor reports (OFPFMF bits). */
  record MonitorFlags(int bits) {

    public static final MonitorFlags INITIAL = new MonitorFlags(1);
    public static final MonitorFlags ADD = new MonitorFlags(2);
    public static final MonitorFlags REMOVED = new MonitorFlags(4);
    public static final MonitorFlags MODIFY = new MonitorFlags(8);

    /** With instructions; without this they are left empty. */
    public static final MonitorFlags INSTRUCTIONS = new MonitorFlags(16);

    /** All but "no abbreviation", which Open vSwitch 3.1 refuses on OpenFlow 1.5. */
    public static final MonitorFlags EVERYTHING = new MonitorFlags(31);

    public MonitorFlags plus(MonitorFlags other) {
      return new MonitorFlags(bits | other.bits);
    }
  }

  record Experimenter(int experimenter, int type, OpaqueBytes bytes) implements RequestBody {}

  /** A kind of request that this side never sends. */
  record Unhandled(int type, OpaqueBytes bytes) implements RequestBody {}
}
