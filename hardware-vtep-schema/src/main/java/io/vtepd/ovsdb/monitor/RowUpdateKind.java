package io.vtepd.ovsdb.monitor;

/** Why a row is in an update. */
public enum RowUpdateKind {
  /** It was there when the monitor began. */
  INITIAL,
  INSERT,
  DELETE,
  MODIFY
}
