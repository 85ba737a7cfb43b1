package io.vtepd.vtep;

/** The tables of hardware_vtep. */
public final class TableName {

  public static final String GLOBAL = "Global";
  public static final String MANAGER = "Manager";
  public static final String PHYSICAL_SWITCH = "Physical_Switch";
  public static final String TUNNEL = "Tunnel";
  public static final String PHYSICAL_PORT = "Physical_Port";
  public static final String LOGICAL_BINDING_STATS = "Logical_Binding_Stats";
  public static final String LOGICAL_SWITCH = "Logical_Switch";
  public static final String UCAST_MACS_LOCAL = "Ucast_Macs_Local";
  public static final String UCAST_MACS_REMOTE = "Ucast_Macs_Remote";
  public static final String MCAST_MACS_LOCAL = "Mcast_Macs_Local";
  public static final String MCAST_MACS_REMOTE = "Mcast_Macs_Remote";
  public static final String PHYSICAL_LOCATOR = "Physical_Locator";
  public static final String PHYSICAL_LOCATOR_SET = "Physical_Locator_Set";
  public static final String LOGICAL_ROUTER = "Logical_Router";
  public static final String ARP_SOURCES_LOCAL = "Arp_Sources_Local";
  public static final String ARP_SOURCES_REMOTE = "Arp_Sources_Remote";
  public static final String ACL = "ACL";
  public static final String ACL_ENTRY = "ACL_entry";

  private TableName() {}
}
