package io.vtepd.daemon.manager;

import java.util.List;

/**
 * The locks of one client, as the column {@code status} tells of them (hardware_vtep, table
 * Manager).
 *
 * @param held the client owns them
 * @param waiting it waits for them
 * @param lost they were stolen from it
 */
public record LockNames(List<String> held, List<String> waiting, List<String> lost) {

  public static final LockNames NONE = new LockNames(List.of(), List.of(), List.of());

  public LockNames {
    held = List.copyOf(held);
    waiting = List.copyOf(waiting);
    lost = List.copyOf(lost);
  }
}
