package io.vtepd.bridge.openflow.action;

import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Bits;
import io.vtepd.bridge.openflow.match.Field;
import io.vtepd.bridge.openflow.match.FieldRange;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import java.util.List;

/**
 * What happens to a packet. Each kind has one form: {@link SetField} also stands for Nicira's load
 * and {@link Move} for both spellings of copy-field, as OVS itself keeps them on OpenFlow 1.5.
 */
public sealed interface Action {

  /** To a port; at most {@code maxLength} bytes of the packet when that is the controller. */
  record Output(Ofport port, int maxLength) implements Action {

    public static Output to(Ofport port) {
      return new Output(port, port.equals(Ofport.CONTROLLER) ? 0xffff : 0);
    }
  }

  /** To the port whose number is in {@code source}. */
  record OutputField(FieldRange source, int maxLength) implements Action {}

  /** Through a group. */
  record ToGroup(GroupId group) implements Action {}

  /** Adds an empty VLAN tag ({@code tpid} 0x8100 or 0x88a8); set {@link Field#VLAN_VID} next. */
  record PushVlan(int tpid) implements Action {

    public static final PushVlan DOT1Q = new PushVlan(0x8100);
  }

  record PopVlan() implements Action {}

  record DecrementTtl() implements Action {}

  /** Sets those bits of {@code field} that are in {@code mask}. */
  record SetField(Field field, Bits value, Bits mask) implements Action {

    public SetField {
      if (mask.isZero() || !mask.fits(field.bits())) {
        throw new IllegalArgumentException("cannot set " + field + " under mask " + mask);
      }
      if (!value.and(mask).equals(value)) {
        throw new IllegalArgumentException(value + " has bits outside " + mask + " of " + field);
      }
    }

    public static SetField of(Field field, long value) {
      return of(field, Bits.of(value));
    }

    public static SetField of(Field field, Bits value) {
      return new SetField(field, value, field.exactMask());
    }

    /** Sets a range of bits, as Nicira's load does. */
    public static SetField load(Bits value, FieldRange range) {
      Bits mask = Bits.ones(range.bitCount()).shiftLeft(range.offset());
      return new SetField(range.field(), value.shiftLeft(range.offset()), mask);
    }
  }

  /** Copies bits between fields of one packet. */
  record Move(FieldRange source, FieldRange destination) implements Action {

    public Move {
      if (source.bitCount() != destination.bitCount()) {
        throw new IllegalArgumentException(source + " and " + destination + " differ in width");
      }
    }
  }

  /** Looks the packet up in {@code table}, as if it came from {@code port}, and comes back. */
  record Resubmit(Ofport port, TableId table) implements Action {

    /** With the packet's own input port. */
    public static Resubmit to(TableId table) {
      return new Resubmit(Ofport.IN_PORT, table);
    }
  }

  /** Does {@code actions} to a copy of the packet; what they change is forgotten afterwards. */
  record CloneActions(List<Action> actions) implements Action {

    public CloneActions {
      actions = List.copyOf(actions);
    }

    public static CloneActions of(Action... actions) {
      return new CloneActions(List.of(actions));
    }
  }

  /** Adds a flow made from the packet at hand. */
  record Learned(Learn learn) implements Action {}

  /** An action that is not understood, whole and with its header. */
  record Opaque(OpaqueBytes bytes) implements Action {}
}
