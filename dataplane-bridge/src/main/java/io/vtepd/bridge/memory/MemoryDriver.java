package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.BridgeEvents;
import io.vtepd.bridge.desired.DesiredChange;
import io.vtepd.bridge.desired.DesiredModel;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.vtep.VtepCommit;
import io.vtepd.vtep.VtepSnapshot;
import io.vtepd.vtep.VtepSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Renders a hardware_vtep database into {@link MemorySwitch}es, one for each Physical_Switch. While
 * the database cannot be reached, they go on with what was desired last.
 *
 * <p>For one thread: a {@link VtepSource} calls it on its own, so whoever subscribes it also hands
 * frames to the switches there.
 */
public final class MemoryDriver implements VtepSource.Listener {

  private final MemorySettings settings;
  private final BridgeEvents events;
  private final Map<String, MemorySwitch> switches = new HashMap<>();
  private Optional<DesiredModel> model = Optional.empty();
  private boolean lost = true;

  public MemoryDriver(MemorySettings settings, BridgeEvents events) {
    this.settings = Objects.requireNonNull(settings);
    this.events = Objects.requireNonNull(events);
  }

  @Override
  public void onCommit(VtepCommit commit) {
    render(follow(commit));
  }

  /** Takes a commit into the model; what it changed is still to be rendered. */
  DesiredChange follow(VtepCommit commit) {
    boolean anew = lost;
    lost = false;
    return anew ? restart(commit) : model.orElseThrow().apply(commit);
  }

  private DesiredChange restart(VtepCommit commit) {
    DesiredModel before = model.orElseGet(() -> nothing(commit));
    DesiredModel after = DesiredModel.of(commit.snapshot(), before);
    model = Optional.of(after);
    after
        .switches()
        .forEach(facts ->
            Optional.ofNullable(switches.get(facts.name()))
                .ifPresent(known -> known.attach(facts)));
    return after.changesSince(before);
  }

  /** The model of a database of the same schema without rows. */
  private static DesiredModel nothing(VtepCommit commit) {
    Snapshot empty = Snapshot.empty(commit.snapshot().snapshot().schema());
    return DesiredModel.of(new VtepSnapshot(empty, commit.tables()));
  }

  /** Makes the switches do what {@link #follow} returned. */
  void render(DesiredChange change) {
    DesiredModel current = model.orElseThrow();
    for (SwitchChange each : change.switches()) {
      MemorySwitch target =
          switch (each.kind()) {
            case ADDED ->
                switches.computeIfAbsent(
                    each.name(),
                    name -> new MemorySwitch(current.find(name).orElseThrow(), settings, events));
            case CHANGED -> switches.get(each.name());
            case REMOVED -> switches.remove(each.name());
          };
      target.onChange(each);
    }
  }

  @Override
  public void onLost(String reason) {
    lost = true;
  }

  /** The switch of that name. */
  public Optional<MemorySwitch> find(String name) {
    return Optional.ofNullable(switches.get(name));
  }

  public Collection<MemorySwitch> switches() {
    return Collections.unmodifiableCollection(switches.values());
  }
}
