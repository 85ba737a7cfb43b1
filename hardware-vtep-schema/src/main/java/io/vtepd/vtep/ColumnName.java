package io.vtepd.vtep;

/** The columns of hardware_vtep. A name that several tables use stands here once. */
public final class ColumnName {

  public static final String ACL_BINDING = "acl_binding";
  public static final String ACL_BINDINGS = "acl_bindings";
  public static final String ACL_ENTRIES = "acl_entries";
  public static final String ACL_FAULT_STATUS = "acl_fault_status";
  public static final String ACL_NAME = "acl_name";
  public static final String ACLE_FAULT_STATUS = "acle_fault_status";
  public static final String ACTION = "action";
  public static final String BFD_CONFIG_LOCAL = "bfd_config_local";
  public static final String BFD_CONFIG_REMOTE = "bfd_config_remote";
  public static final String BFD_PARAMS = "bfd_params";
  public static final String BFD_STATUS = "bfd_status";
  public static final String BYTES_FROM_LOCAL = "bytes_from_local";
  public static final String BYTES_TO_LOCAL = "bytes_to_local";
  public static final String DESCRIPTION = "description";
  public static final String DEST_IP = "dest_ip";
  public static final String DEST_MAC = "dest_mac";
  public static final String DEST_MASK = "dest_mask";
  public static final String DEST_PORT_MAX = "dest_port_max";
  public static final String DEST_PORT_MIN = "dest_port_min";
  public static final String DIRECTION = "direction";
  public static final String DST_IP = "dst_ip";
  public static final String ENCAPSULATION_TYPE = "encapsulation_type";
  public static final String ETHERTYPE = "ethertype";
  public static final String ICMP_CODE = "icmp_code";
  public static final String ICMP_TYPE = "icmp_type";
  public static final String INACTIVITY_PROBE = "inactivity_probe";
  public static final String IPADDR = "ipaddr";
  public static final String IS_CONNECTED = "is_connected";
  public static final String LOCAL = "local";
  public static final String LOCATOR = "locator";
  public static final String LOCATOR_SET = "locator_set";
  public static final String LOCATORS = "locators";
  public static final String LOGICAL_SWITCH = "logical_switch";
  public static final String LR_FAULT_STATUS = "LR_fault_status";
  public static final String MAC = "MAC";
  public static final String MANAGEMENT_IPS = "management_ips";
  public static final String MANAGERS = "managers";
  public static final String MAX_BACKOFF = "max_backoff";
  public static final String NAME = "name";
  public static final String OTHER_CONFIG = "other_config";
  public static final String PACKETS_FROM_LOCAL = "packets_from_local";
  public static final String PACKETS_TO_LOCAL = "packets_to_local";
  public static final String PORT_FAULT_STATUS = "port_fault_status";
  public static final String PORTS = "ports";
  public static final String PROTOCOL = "protocol";
  public static final String REMOTE = "remote";
  public static final String REPLICATION_MODE = "replication_mode";
  public static final String SEQUENCE = "sequence";
  public static final String SOURCE_IP = "source_ip";
  public static final String SOURCE_MAC = "source_mac";
  public static final String SOURCE_MASK = "source_mask";
  public static final String SOURCE_PORT_MAX = "source_port_max";
  public static final String SOURCE_PORT_MIN = "source_port_min";
  public static final String SRC_MAC = "src_mac";
  public static final String STATIC_ROUTES = "static_routes";
  public static final String STATUS = "status";
  public static final String SWITCH_BINDING = "switch_binding";
  public static final String SWITCH_FAULT_STATUS = "switch_fault_status";
  public static final String SWITCHES = "switches";
  public static final String TARGET = "target";
  public static final String TCP_FLAGS = "tcp_flags";
  public static final String TCP_FLAGS_MASK = "tcp_flags_mask";
  public static final String TUNNEL_IPS = "tunnel_ips";
  public static final String TUNNEL_KEY = "tunnel_key";
  public static final String TUNNELS = "tunnels";
  public static final String VLAN_BINDINGS = "vlan_bindings";
  public static final String VLAN_STATS = "vlan_stats";

  private ColumnName() {}
}
