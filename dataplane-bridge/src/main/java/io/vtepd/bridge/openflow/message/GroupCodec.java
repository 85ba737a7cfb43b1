package io.vtepd.bridge.openflow.message;

import io.netty.buffer.ByteBuf;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.action.ActionCodec;
import io.vtepd.bridge.openflow.message.Group.Bucket;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import io.vtepd.bridge.openflow.wire.Wire;
import io.vtepd.bridge.openflow.wire.WireCode;
import io.vtepd.bridge.openflow.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/** Group modifications and entries of a group dump, with OpenFlow 1.5's bucket properties. */
final class GroupCodec {

  private static final int WEIGHT = 0;
  private static final int WATCH_PORT = 1;
  private static final int WATCH_GROUP = 2;
  private static final int ALL_BUCKETS = 0xffffffff;

  private GroupCodec() {}

  static void encode(ByteBuf out, GroupMod mod) {
    Group group = mod.group();
    out.writeShort(mod.command().code()).writeByte(group.type().code()).writeByte(0);
    out.writeInt(group.id().number());
    int lengthAt = out.writerIndex();
    out.writeInt(0).writeInt(ALL_BUCKETS);
    buckets(out, group, lengthAt);
  }

  static GroupMod decodeMod(WireReader in) {
    GroupMod.Command command = WireCode.decode(in, GroupMod.Command.class, in.u16());
    Group.Type type = type(in);
    GroupId id = new GroupId(in.i32());
    int length = in.u16();
    in.skip(6);
    return new GroupMod(command, group(in, id, type, length));
  }

  static void encode(ByteBuf out, Group group) {
    int start = out.writerIndex();
    out.writeShort(0).writeByte(group.type().code()).writeByte(0);
    out.writeInt(group.id().number());
    int lengthAt = out.writerIndex();
    out.writeLong(0);
    buckets(out, group, lengthAt);
    Wire.setLength(out, start, start);
  }

  /** One entry of a group dump, whose length field has been read. */
  static Group decode(WireReader in) {
    Group.Type type = type(in);
    GroupId id = new GroupId(in.i32());
    int length = in.u16();
    in.skip(6);
    return group(in, id, type, length);
  }

  private static Group.Type type(WireReader in) {
    Group.Type type = WireCode.decode(in, Group.Type.class, in.u8());
    in.skip(1);
    return type;
  }

  private static Group group(WireReader in, GroupId id, Group.Type type, int bucketsLength) {
    WireReader list = in.part(bucketsLength, "group buckets");
    List<Bucket> buckets = new ArrayList<>();
    while (!list.isEmpty()) {
      int length = list.u16();
      if (length < 8) {
        throw list.malformed("a bucket of " + length + " bytes");
      }
      buckets.add(bucket(list.part(length - 2, "bucket")));
    }
    List<OpaqueBytes> properties = new ArrayList<>();
    while (!in.isEmpty()) {
      int length = (in.peekU16(2) + 7) / 8 * 8;
      if (length < 8) {
        throw in.malformed("a group property of " + length + " bytes");
      }
      properties.add(in.bytes(length));
    }
    return new Group(id, type, buckets, properties);
  }

  private static Bucket bucket(WireReader in) {
    int actionsLength = in.u16();
    int number = in.i32();
    List<Action> actions = ActionCodec.decode(in.part(actionsLength, "bucket actions"));
    int weight = 0;
    Ofport watchPort = Ofport.ANY;
    GroupId watchGroup = GroupId.ANY;
    while (!in.isEmpty()) {
      int type = in.u16();
      int length = in.u16();
      if (length < 4) {
        throw in.malformed("a bucket property of " + length + " bytes");
      }
      WireReader property = in.part(length - 4, "bucket property");
      in.skipPadding(length);
      switch (type) {
        case WEIGHT -> weight = property.u16();
        case WATCH_PORT -> watchPort = new Ofport(property.i32());
        case WATCH_GROUP -> watchGroup = new GroupId(property.i32());
        default -> {
          // An experimenter's property; OVS has none, and the rest of the bucket stands without it.
        }
      }
    }
    return new Bucket(number, weight, watchPort, watchGroup, actions);
  }

  private static void buckets(ByteBuf out, Group group, int lengthAt) {
    int start = out.writerIndex();
    for (Bucket bucket : group.buckets()) {
      bucket(out, bucket);
    }
    Wire.setLength(out, lengthAt, start);
    for (OpaqueBytes property : group.properties()) {
      property.writeTo(out);
    }
  }

  private static void bucket(ByteBuf out, Bucket bucket) {
    int start = out.writerIndex();
    out.writeInt(0).writeInt(bucket.number());
    int actions = out.writerIndex();
    ActionCodec.encode(out, bucket.actions());
    Wire.setLength(out, start + 2, actions);
    if (bucket.weight() != 0) {
      out.writeShort(WEIGHT).writeShort(8).writeShort(bucket.weight()).writeShort(0);
    }
    if (!bucket.watchPort().equals(Ofport.ANY)) {
      out.writeShort(WATCH_PORT).writeShort(8).writeInt(bucket.watchPort().number());
    }
    if (!bucket.watchGroup().equals(GroupId.ANY)) {
      out.writeShort(WATCH_GROUP).writeShort(8).writeInt(bucket.watchGroup().number());
    }
    Wire.setLength(out, start, start);
  }
}
