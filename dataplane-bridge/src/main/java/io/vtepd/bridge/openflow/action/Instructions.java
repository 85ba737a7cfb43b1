package io.vtepd.bridge.openflow.action;

import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.wire.OpaqueBytes;
import java.util.List;
import java.util.Optional;

/**
 * What a flow does, in normal form: at most one instruction of each type, so order cannot differ,
 * and none that is empty. All empty means that the packet is dropped.
 *
 * @param apply actions done at once, in order
 * @param clearActions the action set is emptied
 * @param write actions put into the action set
 * @param opaque instructions that are not understood (meter and others), whole
 */
public record Instructions(
    List<Action> apply,
    boolean clearActions,
    List<Action> write,
    Optional<MetadataWrite> metadata,
    Optional<TableId> gotoTable,
    List<OpaqueBytes> opaque) {

  public static final Instructions DROP =
      new Instructions(List.of(), false, List.of(), Optional.empty(), Optional.empty(), List.of());

  public Instructions {
    apply = List.copyOf(apply);
    write = List.copyOf(write);
    opaque = List.copyOf(opaque);
  }

  /** Sets those bits of the metadata field that are in {@code mask}. */
  public record MetadataWrite(long value, long mask) {

    public MetadataWrite {
      value &= mask;
    }
  }

  public static Instructions apply(Action... actions) {
    return DROP.withApply(List.of(actions));
  }

  public static Instructions toTable(TableId table) {
    return DROP.thenGoto(table);
  }

  public Instructions withApply(List<Action> actions) {
    return new Instructions(actions, clearActions, write, metadata, gotoTable, opaque);
  }

  public Instructions withMetadata(long value) {
    return withMetadata(value, -1L);
  }

  public Instructions withMetadata(long value, long mask) {
    Optional<MetadataWrite> set = Optional.of(new MetadataWrite(value, mask));
    return new Instructions(apply, clearActions, write, set, gotoTable, opaque);
  }

  public Instructions thenGoto(TableId table) {
    return new Instructions(apply, clearActions, write, metadata, Optional.of(table), opaque);
  }
}
