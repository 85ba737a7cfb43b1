package io.vtepd.ovsdb.monitor;

/** The two ways to write table updates. */
public enum UpdateFormat {
  /** {@code <table-updates>} of RFC 7047 section 4.1.6: old and new values. */
  OLD_AND_NEW,
  /** {@code <table-updates2>} of ovsdb-server(7) section 4.1.14: differences. */
  DIFFERENCES
}
