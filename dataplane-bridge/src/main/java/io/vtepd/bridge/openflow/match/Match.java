package io.vtepd.bridge.openflow.match;

import io.vtepd.bridge.openflow.Ofport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a flow applies to, in normal form: one condition a field, in the order of {@link Field},
 * values cut to their masks, conditions with an empty mask left out, wide registers split into
 * 32-bit ones. So two matches that mean the same are equal, however the switch wrote its copy.
 */
public record Match(List<FieldMatch> fields, List<OpaqueField> opaque) {

  public static final Match ALL = new Match(List.of(), List.of());

  private static final int VLAN_PRESENT = 0x1000;

  public Match {
    fields = List.copyOf(fields);
    opaque = List.copyOf(opaque);
    for (int i = 1; i < fields.size(); i++) {
      if (fields.get(i - 1).field().compareTo(fields.get(i).field()) >= 0) {
        throw new IllegalArgumentException("fields are not in order: use Match.builder()");
      }
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  public Optional<FieldMatch> field(Field field) {
    for (FieldMatch each : fields) {
      if (each.field() == field) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The value of an exact condition on {@code field} of up to 64 bits. */
  public Optional<Long> exact(Field field) {
    return field(field).filter(FieldMatch::isExact).map(each -> each.value().low());
  }

  // Written out, as in FlowKey.
  @Override
  public int hashCode() {
    return fields.hashCode() * 31 + opaque.hashCode();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Match match
            && fields.equals(match.fields)
            && opaque.equals(match.opaque);
  }

  @Override
  public String toString() {
    List<Object> all = new ArrayList<>(fields);
    all.addAll(opaque);
    return all.toString();
  }

  /** Collects conditions in any order; a second one on a field replaces the first. */
  public static final class Builder {

    /** In the order of {@link Field}; there are two or three, so a map would cost more. */
    private final List<FieldMatch> fields = new ArrayList<>(4);

    private List<OpaqueField> opaque = List.of();

    private Builder() {}

    public Builder exact(Field field, long value) {
      return exact(field, Bits.of(value));
    }

    public Builder exact(Field field, Bits value) {
      if (!value.fits(field.bits())) {
        throw new IllegalArgumentException(value + " is wider than " + field);
      }
      return masked(field, value, field.exactMask());
    }

    public Builder masked(Field field, long value, long mask) {
      return masked(field, Bits.of(value), Bits.of(mask));
    }

    public Builder masked(Field field, Bits value, Bits mask) {
      int registers = field.registerCount();
      for (int i = 0; i < registers && registers > 1; i++) {
        int shift = (registers - 1 - i) * 32;
        Bits word = Bits.ones(32);
        Field register = Field.register(field.firstRegister() + i);
        masked(register, value.shiftRight(shift).and(word), mask.shiftRight(shift).and(word));
      }
      if (registers == 1) {
        put(new FieldMatch(field, value, mask));
      }
      return this;
    }

    private void put(FieldMatch condition) {
      int at = fields.size();
      while (at > 0 && fields.get(at - 1).field().compareTo(condition.field()) >= 0) {
        at--;
      }
      if (at < fields.size() && fields.get(at).field() == condition.field()) {
        fields.set(at, condition);
      } else {
        fields.add(at, condition);
      }
    }

    public Builder inPort(Ofport port) {
      return exact(Field.IN_PORT, Integer.toUnsignedLong(port.number()));
    }

    public Builder metadata(long value) {
      return exact(Field.METADATA, value);
    }

    public Builder tunnelId(long value) {
      return exact(Field.TUNNEL_ID, value);
    }

    /** Register {@code index} (0 to 15), all 32 bits. */
    public Builder register(int index, int value) {
      return exact(Field.register(index), Integer.toUnsignedLong(value));
    }

    public Builder ethSrc(long mac) {
      return exact(Field.ETH_SRC, mac);
    }

    public Builder ethDst(long mac) {
      return exact(Field.ETH_DST, mac);
    }

    public Builder ethType(int type) {
      return exact(Field.ETH_TYPE, type);
    }

    /** Frames without a VLAN tag. */
    public Builder vlanNone() {
      return exact(Field.VLAN_VID, 0);
    }

    /** Frames with any VLAN tag. */
    public Builder vlanPresent() {
      return masked(Field.VLAN_VID, VLAN_PRESENT, VLAN_PRESENT);
    }

    /** Frames with the tag {@code vid} (0 to 4095; 0 is a priority tag, not "none"). */
    public Builder vlan(int vid) {
      if (vid < 0 || vid > 4095) {
        throw new IllegalArgumentException("VLAN " + vid + " is outside 0..4095");
      }
      return exact(Field.VLAN_VID, VLAN_PRESENT | vid);
    }

    public Builder opaque(OpaqueField field) {
      if (opaque.isEmpty()) {
        opaque = new ArrayList<>();
      }
      opaque.add(field);
      return this;
    }

    boolean has(Field field) {
      for (FieldMatch each : fields) {
        if (each.field() == field) {
          return true;
        }
      }
      return false;
    }

    public Match build() {
      List<FieldMatch> kept = new ArrayList<>(fields);
      kept.removeIf(each -> each.mask().isZero());
      List<OpaqueField> sorted = new ArrayList<>(opaque);
      sorted.sort(Comparator.comparing(OpaqueField::toString));
      return new Match(kept, sorted);
    }
  }
}
