package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.message.Group;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The groups in use. Users of equal contents share one group, whose number follows from its
 * contents, so that a restart finds its own groups again.
 */
final class GroupPool {

  private static final int OURS = 0x76 << 24;
  private static final int HASH_MASK = 0xff_ffff;

  private record Contents(Group.Type type, List<Group.Bucket> buckets) {
    static Contents of(Group group) {
      return new Contents(group.type(), group.buckets());
    }
  }

  private final Map<Contents, Group> groups = new HashMap<>();
  private final Map<Contents, Integer> users = new HashMap<>();
  private final Map<GroupId, Group> byId = new HashMap<>();

  /** Whether a group of the switch is one of ours. */
  static boolean isOurs(GroupId id) {
    return (id.number() & ~HASH_MASK) == OURS;
  }

  /** A group of this shape, for one more user. */
  Group acquire(Groups.Shape shape) {
    Contents contents = Contents.of(shape.numbered(new GroupId(OURS)));
    users.merge(contents, 1, Integer::sum);
    return groups.computeIfAbsent(contents, same -> create(same, shape));
  }

  private Group create(Contents contents, Groups.Shape shape) {
    CRC32 hash = new CRC32();
    hash.update(contents.toString().getBytes(StandardCharsets.UTF_8));
    int number = (int) hash.getValue() & HASH_MASK;
    while (byId.containsKey(new GroupId(OURS | number))) {
      number = (number + 1) & HASH_MASK;
    }
    Group group = shape.numbered(new GroupId(OURS | number));
    byId.put(group.id(), group);
    return group;
  }

  /** One user less; the last one takes the group with it. */
  void release(Group group) {
    Contents contents = Contents.of(group);
    if (users.merge(contents, -1, Integer::sum) == 0) {
      users.remove(contents);
      groups.remove(contents);
      byId.remove(group.id());
    }
  }

  /** How many use it. */
  int users(Group group) {
    return users.getOrDefault(Contents.of(group), 0);
  }

  Optional<Group> get(GroupId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<Group> all() {
    return List.copyOf(byId.values());
  }
}
