package io.vtepd.bridge.desired;

import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.Ipv4Address;
import io.vtepd.vtep.MacAddress;
import io.vtepd.vtep.VlanId;
import io.vtepd.vtep.Vni;
import java.util.Optional;

/**
 * Something in the database that a switch cannot do, and does without; all else works. {@link
 * #describe} tells people, the fields tell where to report a fault.
 */
public sealed interface Problem {

  /** What is wrong, where, and what happens, in one sentence. */
  String describe();

  /** A key of vlan_bindings that is no VLAN; the pair is left out. */
  record InvalidVlan(Uuid port, String portName, long number) implements Problem {
    @Override
    public String describe() {
      return "port " + portName + ": vlan_bindings has " + number + ", which is no VLAN; left out";
    }
  }

  /** A pair of vlan_bindings whose logical switch is not in the database; left out. */
  record MissingLogicalSwitch(Uuid port, String portName, VlanId vlan, Uuid logicalSwitch)
      implements Problem {
    @Override
    public String describe() {
      return "port "
          + portName
          + ", VLAN "
          + vlan
          + ": no Logical_Switch "
          + logicalSwitch
          + "; left out";
    }
  }

  /** Two Physical_Port rows of one name bind a VLAN to two logical switches; this row's loses. */
  record BindingConflict(Uuid port, String portName, VlanId vlan, Uuid logicalSwitch)
      implements Problem {
    @Override
    public String describe() {
      return "port "
          + portName
          + ", VLAN "
          + vlan
          + ": another Physical_Port of that name binds it"
          + " to another logical switch; the binding to "
          + logicalSwitch
          + " is left out";
    }
  }

  /** A tunnel_key that VXLAN cannot carry; nothing is sent with it. */
  record KeyOutOfRange(String table, Uuid row, long number) implements Problem {
    @Override
    public String describe() {
      return table
          + " "
          + row
          + ": tunnel_key "
          + number
          + " is not in 0 to "
          + Vni.MAX
          + "; no tunnel is used with it";
    }
  }

  /**
   * Two logical switches want one key on one path; the one that came later does without it.
   *
   * @param remote the endpoint, empty if the key is for all tunnels
   * @param winner the logical switch that keeps the key
   */
  record KeyConflict(Uuid logicalSwitch, Optional<Ipv4Address> remote, Vni vni, Uuid winner)
      implements Problem {
    @Override
    public String describe() {
      return "Logical_Switch "
          + logicalSwitch
          + ": tunnel key "
          + vni
          + remote.map(ip -> " to " + ip).orElse("")
          + " is taken by Logical_Switch "
          + winner
          + "; no tunnel is used with it";
    }
  }

  /**
   * A MAC column that cannot be used: no address, or not of the table's kind; the row is left out.
   */
  record UnusableMac(String table, Uuid row, String text) implements Problem {
    @Override
    public String describe() {
      return table + " " + row + ": MAC \"" + text + "\" cannot be used there; the row is left out";
    }
  }

  /** Rows of Ucast_Macs_Remote that send one station's frames to different places. */
  record DuplicateMac(Uuid logicalSwitch, MacAddress mac, Uuid chosen) implements Problem {
    @Override
    public String describe() {
      return "Logical_Switch "
          + logicalSwitch
          + ": rows of Ucast_Macs_Remote disagree about "
          + mac
          + "; "
          + chosen
          + " counts";
    }
  }

  /** A reference to a locator or a locator set that is not in the database. */
  record MissingLocator(String table, Uuid row, Uuid locator) implements Problem {
    @Override
    public String describe() {
      return table + " " + row + ": locator " + locator + " does not exist; left out";
    }
  }

  /** A locator whose dst_ip no tunnel can lead to. */
  record UnusableLocator(Uuid locator, String dstIp) implements Problem {
    @Override
    public String describe() {
      return "Physical_Locator "
          + locator
          + ": dst_ip \""
          + dstIp
          + "\" is no IPv4 address of a station; left out";
    }
  }

  /** A remote MAC behind a tunnel IP of this very switch; the row is left out. */
  record OwnLocator(String table, Uuid row, Ipv4Address tunnelIp) implements Problem {
    @Override
    public String describe() {
      return table + " " + row + ": " + tunnelIp + " is this switch itself; left out";
    }
  }

  /** An entry of tunnel_ips that cannot be used. */
  record UnusableTunnelIp(Uuid physicalSwitch, String text) implements Problem {
    @Override
    public String describe() {
      return "Physical_Switch "
          + physicalSwitch
          + ": tunnel_ips has \""
          + text
          + "\", which is no IPv4 address of a station; left out";
    }
  }

  /** tunnel_ips has no usable address: the switch has no tunnels. */
  record NoTunnelIp(Uuid physicalSwitch) implements Problem {
    @Override
    public String describe() {
      return "Physical_Switch "
          + physicalSwitch
          + ": no usable address in tunnel_ips;"
          + " only local switching works";
    }
  }

  /** Two switches have one tunnel IP, so ports of both cannot be in one data path. */
  record SharedTunnelIp(Uuid physicalSwitch, Ipv4Address ip, Uuid other) implements Problem {
    @Override
    public String describe() {
      return "Physical_Switch "
          + physicalSwitch
          + ": tunnel IP "
          + ip
          + " is also that of Physical_Switch "
          + other;
    }
  }

  /** An ACL on a port: none is applied yet. */
  record UnservedAcl(Uuid port, String portName) implements Problem {
    @Override
    public String describe() {
      return "port " + portName + ": acl_bindings are not served; no frame is filtered by them";
    }
  }

  /** A logical router with interfaces: nothing is routed yet. */
  record UnservedRouter(Uuid row, String name) implements Problem {
    @Override
    public String describe() {
      return "Logical_Router " + row + " (" + name + "): logical routers are not served";
    }
  }
}
