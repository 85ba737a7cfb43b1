package io.vtepd.daemon.monitor;

import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.table.ChangeSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The monitors of one database, in groups of equal shape. Belongs to the database's thread. */
public final class Monitors {

  private final Map<MonitorShape, Group> groups = new HashMap<>();
  private int count;

  private record Group(ShapeEncoder encoder, Set<Monitor> members) {}

  /** The encoder of that shape; equal shapes get the same one while it is in use. */
  public ShapeEncoder encoder(MonitorShape shape) {
    Group group = groups.get(shape);
    return group == null ? new ShapeEncoder(shape) : group.encoder;
  }

  /** From the next commit on the monitor is told. */
  public void add(Monitor monitor) {
    Group group =
        groups.computeIfAbsent(
            monitor.encoder().shape(),
            shape -> new Group(monitor.encoder(), new LinkedHashSet<>()));
    if (group.members.add(monitor)) {
      count++;
    }
  }

  /** The monitor is not told any more. */
  public void remove(Monitor monitor) {
    Group group = groups.get(monitor.encoder().shape());
    if (group != null && group.members.remove(monitor)) {
      count--;
      if (group.members.isEmpty()) {
        groups.remove(monitor.encoder().shape());
      }
    }
  }

  /** Gives a monitor another shape. It must have nothing merged. */
  public void reshape(Monitor monitor, ShapeEncoder encoder) {
    if (monitor.mergedRowCount() != 0) {
      throw new IllegalStateException("changes wait in the monitor's old shape");
    }
    remove(monitor);
    monitor.setEncoder(encoder);
    add(monitor);
  }

  /** The number of monitors. */
  public int count() {
    return count;
  }

  /** Tells every monitor of a commit: encodes it once for each shape that somebody is ready for. */
  public void publish(ChangeSet commit) {
    // Delivering may end a session, which changes the groups.
    for (Group group : new ArrayList<>(groups.values())) {
      publish(group, commit);
    }
  }

  private static void publish(Group group, ChangeSet commit) {
    List<Monitor> ready = new ArrayList<>();
    for (Monitor monitor : new ArrayList<>(group.members)) {
      if (monitor.mergedRowCount() == 0 && monitor.receiver().isReady()) {
        ready.add(monitor);
      } else {
        monitor.merge(commit);
      }
    }
    if (!ready.isEmpty()) {
      Optional<byte[]> update = group.encoder.encode(commit);
      update.ifPresent(bytes -> ready.forEach(m -> m.receiver().deliver(m, bytes)));
    }
  }
}
