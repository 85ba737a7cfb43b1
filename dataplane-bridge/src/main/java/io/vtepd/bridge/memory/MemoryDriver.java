package io.vtepd.bridge.memory;

import io.vtepd.bridge.desired.BridgeEvents;
import io.vtepd.bridge.desired.DesiredChange;
import io.vtepd.bridge.desired.DesiredModel;
import io.vtepd.bridge.desired.SwitchChange;
import io.vtepd.vtep.VtepCommit;
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
    if (lost) {
      restart(commit);
    } else {
      DesiredModel current = model.orElseThrow();
      render(current, current.apply(commit));
    }
    lost = false;
  }

  private void restart(VtepCommit commit) {
    DesiredModel before = model.orElseGet(DesiredModel::empty);
    DesiredModel after = DesiredModel.of(commit.snapshot(), before);
    model = Optional.of(after);
    DesiredChange change = after.changesSince(before);
    after
        .switches()
        .forEach(facts ->
            Optional.ofNullable(switches.get(facts.name()))
                .ifPresent(known -> known.attach(facts)));
    render(after, change);
  }

  private void render(DesiredModel current, DesiredChange change) {
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
