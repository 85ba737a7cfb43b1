package io.vtepd.ovsdb.json;

/**
 * How much of one JSON value is read before the stream is given up.
 *
 * @param valueBytes most bytes of one top-level value
 * @param nestingDepth most objects and arrays inside one another
 */
public record JsonLimits(long valueBytes, int nestingDepth) {

  /** Generous: 256 MiB a value, and the 1,000 levels that ovsdb-server allows. */
  public static final JsonLimits DEFAULT = new JsonLimits(256L << 20, 1000);
}
