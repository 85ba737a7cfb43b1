package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.monitor.UpdateFormat;

/** The three notifications that carry updates, one for each kind of monitor. */
public enum UpdateMethod {
  /** Of {@code monitor} (RFC 7047 section 4.1.6). */
  UPDATE("update", UpdateFormat.OLD_AND_NEW),
  /** Of {@code monitor_cond} (ovsdb-server(7) section 4.1.14). */
  UPDATE2("update2", UpdateFormat.DIFFERENCES),
  /** Of {@code monitor_cond_since} (ovsdb-server(7) section 4.1.16). */
  UPDATE3("update3", UpdateFormat.DIFFERENCES);

  private final String jsonName;
  private final UpdateFormat format;

  UpdateMethod(String jsonName, UpdateFormat format) {
    this.jsonName = jsonName;
    this.format = format;
  }

  public String jsonName() {
    return jsonName;
  }

  public UpdateFormat format() {
    return format;
  }
}
