package io.vtepd.daemon.storage;

/** What to do about a file in which good records follow damage. */
public enum DamagePolicy {
  /** Do not open it: opening would lose commits that are still there. */
  REFUSE,
  /**
   * Open it with what was committed before the damage. The rest is copied beside the file before
   * the first write.
   */
  CUT
}
