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
 * The fast-failover groups in use. Equal lists of choices share one group, whose number follows
 * from its contents, so that a restart finds its own groups again.
 */
final class GroupPool {

  private static final int OURS = 0x76 << 24;
  private static final int HASH_MASK = 0xff_ffff;

  private final Map<List<Group.Choice>, Group> groups = new HashMap<>();
  private final Map<List<Group.Choice>, Integer> users = new HashMap<>();
  private final Map<GroupId, Group> byId = new HashMap<>();

  /** Whether a group of the switch is one of ours. */
  static boolean isOurs(GroupId id) {
    return (id.number() & ~HASH_MASK) == OURS;
  }

  /** A group of these choices, for one more user. */
  Group acquire(List<Group.Choice> choices) {
    users.merge(choices, 1, Integer::sum);
    return groups.computeIfAbsent(choices, this::create);
  }

  private Group create(List<Group.Choice> choices) {
    CRC32 hash = new CRC32();
    hash.update(choices.toString().getBytes(StandardCharsets.UTF_8));
    int number = (int) hash.getValue() & HASH_MASK;
    while (byId.containsKey(new GroupId(OURS | number))) {
      number = (number + 1) & HASH_MASK;
    }
    Group group = Group.fastFailover(new GroupId(OURS | number), choices);
    byId.put(group.id(), group);
    return group;
  }

  /** One user less; the last one takes the group with it. */
  Group release(List<Group.Choice> choices) {
    Group group = groups.get(choices);
    if (users.merge(choices, -1, Integer::sum) == 0) {
      users.remove(choices);
      groups.remove(choices);
      byId.remove(group.id());
    }
    return group;
  }

  /** Whether somebody uses a group of these choices. */
  boolean contains(List<Group.Choice> choices) {
    return groups.containsKey(choices);
  }

  Optional<Group> get(GroupId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Collection<Group> all() {
    return List.copyOf(byId.values());
  }
}
