package io.vtepd.daemon.transact;

import io.vtepd.ovsdb.value.OvsdbException;

/** A step between the last operation of a transaction and its commit. */
@FunctionalInterface
interface CommitPhase {

  /**
   * Checks or completes what the transaction touched.
   *
   * @throws OvsdbException why the commit is refused
   */
  void run(WorkingCopy copy) throws OvsdbException;
}
