package io.vtepd.vtep;

/** What the fault columns of vtep(5) may hold, as far as this appliance reports it. */
public final class FaultName {

  /** Physical_Port.port_fault_status: a VLAN binding that cannot be made. */
  public static final String INVALID_VLAN_MAP = "invalid_vlan_map";

  /** Physical_Port.port_fault_status, Logical_Router.LR_fault_status. */
  public static final String INVALID_ACL_BINDING = "invalid_ACL_binding";

  /** Of ports, switches, routers and ACL entries: a fault without a name of its own. */
  public static final String UNSPECIFIED_FAULT = "unspecified_fault";

  /** Physical_Switch.switch_fault_status: no more MACs fit. */
  public static final String MAC_TABLE_EXHAUSTION = "mac_table_exhaustion";

  /** Physical_Switch.switch_fault_status: no more tunnels fit. */
  public static final String TUNNEL_EXHAUSTION = "tunnel_exhaustion";

  /** Physical_Switch.switch_fault_status: logical routers are not served. */
  public static final String LR_SUPPORT_FAULT = "lr_support_fault";

  private FaultName() {}
}
