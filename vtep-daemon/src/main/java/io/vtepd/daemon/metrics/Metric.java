package io.vtepd.daemon.metrics;

import java.util.List;

/** What the daemon tells of itself, each with its labels and a sentence. Units are in the names. */
public enum Metric {
  INFO("vtepd_info", Type.GAUGE, "What runs; always 1.", "version"),
  READY("vtepd_ready", Type.GAUGE, "1 when everything that /readyz lists is so."),
  CONTROLLER_CONNECTED(
      "vtepd_controller_connected", Type.GAUGE, "Whether a remote has a session.", "target"),
  CONTROLLER_RECONNECTS(
      "vtepd_controller_reconnects_total",
      Type.COUNTER,
      "Connections to a remote that we dial, but for its first.",
      "target"),
  SESSIONS("vtepd_sessions", Type.GAUGE, "Sessions of OVSDB clients that are open."),
  SESSION_CLOSED(
      "vtepd_session_closed_total",
      Type.COUNTER,
      "Sessions that have ended: by the peer, or cut by us.",
      "reason"),
  RPC_SECONDS(
      "vtepd_rpc_seconds",
      Type.HISTOGRAM,
      "From the receipt of a request to the end of the turn that executed it, in which it is answered"
          + " unless it has to wait.",
      "method"),
  REQUESTS("vtepd_requests_total", Type.COUNTER, "OVSDB requests executed, of any method."),
  TRANSACTIONS(
      "vtepd_transactions_total",
      Type.COUNTER,
      "Transactions that changed the database, and that were refused.",
      "result"),
  UPDATE_LAG_SECONDS(
      "vtepd_update_lag_seconds",
      Type.HISTOGRAM,
      "From a commit until the system has taken the updates that tell a session of it."),
  UPDATE_QUEUE_BYTES(
      "vtepd_update_queue_bytes",
      Type.GAUGE,
      "Updates and short answers that the system has not taken yet, of all sessions."),
  UPDATES("vtepd_updates_total", Type.COUNTER, "Update notifications sent to monitors."),
  UPDATES_MERGED(
      "vtepd_updates_merged_total",
      Type.COUNTER,
      "Times that a session was too slow for an update of its own."),
  STORAGE_FAILURES(
      "vtepd_storage_failures_total",
      Type.COUNTER,
      "Commits or syncs that the database file could not take."),
  OWNER_TURN_SECONDS(
      "vtepd_owner_turn_seconds",
      Type.HISTOGRAM,
      "Turns of the databases' owner; long ones let others wait."),
  OWNER_QUEUE("vtepd_owner_queue", Type.GAUGE, "Messages that wait for the database's owner."),
  DATABASE_ROWS("vtepd_database_rows", Type.GAUGE, "Rows of hardware_vtep.", "table"),
  DATABASE_BYTES(
      "vtepd_database_bytes",
      Type.GAUGE,
      "About how long the rows of hardware_vtep are as JSON, judged by a hundred of each table."),
  LOG_BYTES("vtepd_log_bytes", Type.GAUGE, "Size of the database file."),
  FLOWS_WANTED("vtepd_flows_wanted", Type.GAUGE, "Flows that the database asks for.", "switch"),
  FLOWS_INSTALLED(
      "vtepd_flows_installed",
      Type.GAUGE,
      "Of them those that the switch has confirmed; the difference is the alarm.",
      "switch"),
  FLOWS_REFUSED(
      "vtepd_flows_refused", Type.GAUGE, "Of them those that the switch does not take.", "switch"),
  FLOW_ERRORS(
      "vtepd_flow_errors_total",
      Type.COUNTER,
      "Flows and groups that a switch did not take, each time that it was asked, by its error.",
      "code"),
  RECONCILED(
      "vtepd_reconciled_total",
      Type.COUNTER,
      "What somebody else had changed on a switch and was put right: flows, groups, tunnels' ports.",
      "what"),
  APPLY_SECONDS(
      "vtepd_apply_seconds",
      Type.HISTOGRAM,
      "From a commit until a switch has confirmed the flows that it asks for, with a barrier."),
  SWITCH_CONNECTED(
      "vtepd_switch_connected",
      Type.GAUGE,
      "Whether a bridge is there (ovsdb) and its flows can be reached (openflow).",
      "switch",
      "channel"),
  MACS("vtepd_macs", Type.GAUGE, "Unicast MACs in the database.", "origin"),
  BINDING_FAULTS(
      "vtepd_binding_faults", Type.GAUGE, "Faults of ports, as in port_fault_status.", "fault"),
  BINDING_RX_PACKETS(
      "vtepd_binding_rx_packets_total",
      Type.COUNTER,
      "Packets that came into a network from a port; on /metrics/bindings.",
      "switch",
      "port",
      "vlan"),
  BINDING_RX_BYTES(
      "vtepd_binding_rx_bytes_total", Type.COUNTER, "Their bytes.", "switch", "port", "vlan"),
  BINDING_TX_PACKETS(
      "vtepd_binding_tx_packets_total",
      Type.COUNTER,
      "Packets that a network sent out of a port; on /metrics/bindings.",
      "switch",
      "port",
      "vlan"),
  BINDING_TX_BYTES(
      "vtepd_binding_tx_bytes_total", Type.COUNTER, "Their bytes.", "switch", "port", "vlan"),
  TUNNEL_UP(
      "vtepd_tunnel_up",
      Type.GAUGE,
      "Whether BFD says that a tunnel is up; 1 without BFD.",
      "remote"),
  TUNNEL_FLAPS(
      "vtepd_tunnel_flaps_total",
      Type.COUNTER,
      "Times that BFD has changed its mind on a tunnel, as the switch counts them.",
      "remote"),
  TLS_FAILURES(
      "vtepd_tls_failures_total", Type.COUNTER, "TLS handshakes that have failed.", "cause"),
  CERTIFICATE_EXPIRY(
      "vtepd_certificate_expiry_timestamp_seconds",
      Type.GAUGE,
      "When the first of our certificates, CAs and revocation lists ends, in Unix time.",
      "use"),
  LIMIT_HITS("vtepd_limit_hits_total", Type.COUNTER, "Times that a limit has struck.", "limit"),
  START_TIME(
      "process_start_time_seconds", Type.GAUGE, "When the process was started, in Unix time."),
  CPU_SECONDS("process_cpu_seconds_total", Type.COUNTER, "Processor time used."),
  RESIDENT_BYTES("process_resident_memory_bytes", Type.GAUGE, "Memory that is resident."),
  OPEN_DESCRIPTORS("process_open_fds", Type.GAUGE, "File descriptors that are open."),
  HEAP_USED("jvm_memory_used_bytes", Type.GAUGE, "Heap that is used, garbage included."),
  HEAP_MOST("jvm_memory_max_bytes", Type.GAUGE, "How far the heap may grow."),
  GC_SECONDS("jvm_gc_seconds_total", Type.COUNTER, "Time spent collecting garbage.");

  /** Of which kind the numbers are. */
  public enum Type {
    /** Goes up and down. */
    GAUGE("gauge"),
    /** Never goes down while the process lives. */
    COUNTER("counter"),
    /** Counts by how long something took, in seconds. */
    HISTOGRAM("histogram");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  private final String id;
  private final Type type;
  private final String sentence;

  /** With commas between. */
  private final String labels;

  Metric(String id, Type type, String sentence, String... labels) {
    this.id = id;
    this.type = type;
    this.sentence = sentence;
    this.labels = String.join(",", labels);
  }

  /** Its name in Prometheus. */
  public String id() {
    return id;
  }

  /** Of which kind it is. */
  public Type type() {
    return type;
  }

  /** What it tells. */
  public String sentence() {
    return sentence;
  }

  /** The names of its labels. */
  public List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(",", -1));
  }
}
