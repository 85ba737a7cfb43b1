package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.wire.WireCode;
import java.util.List;

/** A change of the group table. */
public record GroupMod(Command command, Group group) implements Change {

  /** Codes as on the wire; {@link #ADD_OR_MODIFY} is Open vSwitch's own. */
  public enum Command implements WireCode {
    ADD(0),
    MODIFY(1),
    DELETE(2),
    ADD_OR_MODIFY(0x8000);

    private final int code;

    Command(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /** Adds, or replaces what is there. */
  public static GroupMod put(Group group) {
    return new GroupMod(Command.ADD_OR_MODIFY, group);
  }

  /** Removes the group and every flow that uses it; no error when there is none. */
  public static GroupMod delete(GroupId id) {
    return new GroupMod(Command.DELETE, new Group(id, Group.Type.ALL, List.of(), List.of()));
  }
}
