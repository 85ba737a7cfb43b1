package io.vtepd.daemon.monitor;

/** Who asked for a monitor. */
public interface UpdateReceiver {

  /** Whether an update may be delivered now; if not, changes are merged until they are taken. */
  boolean isReady();

  /** Takes the table updates of one commit. The bytes are shared: nobody may change them. */
  void deliver(Monitor monitor, byte[] tableUpdates);

  /** Is told that the monitor has merged a commit instead of delivering it. */
  void onMerged(Monitor monitor);
}
