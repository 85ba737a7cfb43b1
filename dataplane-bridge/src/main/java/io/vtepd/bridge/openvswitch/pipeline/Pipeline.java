package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactChange;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.GroupId;
import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.bridge.openflow.action.Action;
import io.vtepd.bridge.openflow.message.Flow;
import io.vtepd.bridge.openflow.message.FlowKey;
import io.vtepd.bridge.openflow.message.Group;
import io.vtepd.vtep.Ipv4Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The desired flows and groups of one switch, kept up to date fact by fact.
 *
 * <p>They follow from the facts, the port numbers and the settings alone: whoever feeds the same
 * into a new pipeline gets the same flows. What a change costs is in proportion to what it changes.
 *
 * <p>No I/O; not for more than one thread.
 */
public final class Pipeline {

  private record Rendered(List<Flow> flows, List<Group> groups) {
    static final Rendered NOTHING = new Rendered(List.of(), List.of());

    static Rendered of(List<Flow> flows) {
      return new Rendered(flows, List.of());
    }
  }

  private final PipelineSettings settings;

  /** Stations, and bindings, that one change is about; the others follow with the next. */
  private static final int AT_ONCE = 10_000;

  /** All but the stations. */
  private final Map<FactId, Fact> facts = new HashMap<>();

  private final Map<FactId.Unicast, Fact.Unicast> unicasts = new HashMap<>();
  private final PortUsers users = new PortUsers();
  private final NetworkBindings bindings;
  private final DerivedFlows<FactId.Unicast> stationFlows = new DerivedFlows<>(this::render);
  private final DerivedFlows<BindingTag> bindingFlows;
  private final Map<Unit, Rendered> rendered = new HashMap<>();

  /** All but those of stations and bindings. */
  private final Map<FlowKey, Flow> flows = new HashMap<>();

  private final GroupPool groups = new GroupPool();
  private final Set<Unit> dirty = new LinkedHashSet<>();

  /** Of these nothing is rendered now. */
  private final Set<Unit> unrendered = new LinkedHashSet<>();

  /** What was there at the last {@link #takeChange} of all that was touched since. */
  private final Map<FlowKey, Optional<Flow>> flowsBefore = new LinkedHashMap<>();

  private final Map<GroupId, Optional<Group>> groupsBefore = new LinkedHashMap<>();
  private final Set<LearnedAt> abandoned = new LinkedHashSet<>();
  private PortNumbers numbers = PortNumbers.NONE;
  private boolean repeats;
  private boolean notesFlows = true;
  private boolean filling;
  private int fillUnits;

  public Pipeline(PipelineSettings settings) {
    this.settings = Objects.requireNonNull(settings);
    this.bindings = new NetworkBindings(settings);
    this.bindingFlows = new DerivedFlows<>(bindings::flows);
    dirty.add(new Unit.Fixed());
  }

  /** Takes changes of the desired model. */
  public void apply(List<FactChange> changes) {
    for (FactChange change : changes) {
      touch(change.id());
      change.before().ifPresent(this::forget);
      change.after().ifPresent(this::learn);
    }
  }

  private void touch(FactId id) {
    switch (id) {
      case FactId.Unicast station -> stationFlows.touch(station);
      case FactId.Binding binding -> bindings.tag(binding).ifPresent(bindingFlows::touch);
      default -> dirty.add(new Unit.OfFact(id));
    }
  }

  private void forget(Fact fact) {
    users.remove(fact);
    if (fact instanceof Fact.Unicast station) {
      unicasts.remove(station.id());
      return;
    }
    facts.remove(fact.id());
    if (fact instanceof Fact.Binding binding) {
      abandon(binding);
      bindings.remove(binding);
      dirty.add(new Unit.Bindings(binding.network()));
      dirty.add(new Unit.Snooping(binding.id().port()));
    }
  }

  private void abandon(Fact.Binding binding) {
    bindings
        .tag(binding.id())
        .ifPresent(tag -> abandoned.add(new LearnedAt(tag, binding.network())));
  }

  private void learn(Fact fact) {
    users.add(fact);
    if (fact instanceof Fact.Unicast station) {
      unicasts.put(station.id(), station);
      return;
    }
    facts.put(fact.id(), fact);
    if (fact instanceof Fact.Binding binding) {
      number(binding);
    }
  }

  private void number(Fact.Binding binding) {
    abandon(binding);
    Optional<BindingTag> tag =
        numbers.physical(binding.id().port()).map(port -> BindingTag.of(port, binding.id().vlan()));
    tag.ifPresent(bindingFlows::touch);
    bindings.put(binding, tag);
    dirty.add(new Unit.Bindings(binding.network()));
    dirty.add(new Unit.Snooping(binding.id().port()));
  }

  /** Takes the numbers that ports have now. */
  public void setPorts(PortNumbers now) {
    users.affected(numbers, now).forEach(this::touch);
    PortNumbers before = numbers;
    numbers = now;
    for (FactId.Binding id : users.bindings(before, now)) {
      number((Fact.Binding) facts.get(id));
    }
  }

  /**
   * What has to be done to a switch that has what was there at the call before. Of many stations
   * only some, and of all else while an empty switch is filled; so ask again until there is nothing
   * to do.
   */
  public PipelineChange takeChange() {
    render(unitLimit());
    List<Flow> removed = new ArrayList<>();
    List<Flow> added = new ArrayList<>();
    flowsBefore.forEach((key, before) -> {
      Optional<Flow> now = Optional.ofNullable(flows.get(key));
      if (now.isEmpty()) {
        before.ifPresent(removed::add);
      } else if (!now.equals(before)) {
        added.add(now.get());
      }
    });
    takeBindings(removed, added);
    stationFlows.take(AT_ONCE, removed, added);
    List<Group> putGroups = new ArrayList<>();
    List<GroupId> removedGroups = new ArrayList<>();
    groupsBefore.forEach((id, before) -> {
      Optional<Group> now = groups.get(id);
      if (now.isEmpty()) {
        before.ifPresent(group -> removedGroups.add(id));
      } else if (!now.equals(before)) {
        putGroups.add(now.get());
      }
    });
    List<LearnedAt> unlearned = abandoned.stream().filter(place -> !isLearningAt(place)).toList();
    clearChange();
    if (repeats) {
      repeats = false;
      added.add(FixedFlows.render().getFirst());
    }
    return new PipelineChange(putGroups, removed, added, unlearned, removedGroups);
  }

  /** What all packets need first, then bindings, then what names ports that are still made. */
  private int unitLimit() {
    if (!filling) {
      return Integer.MAX_VALUE;
    }
    return bindingFlows.isBehind() ? 1 : fillUnits;
  }

  private void takeBindings(List<Flow> removed, List<Flow> added) {
    List<Flow> gone = new ArrayList<>();
    bindingFlows.take(filling ? fillUnits : AT_ONCE, gone, added);
    // Numbers wander: what was a binding's may be a tunnel's already.
    gone.stream().filter(flow -> !flows.containsKey(flow.key())).forEach(removed::add);
    filling &= !unrendered.isEmpty() || bindingFlows.isBehind();
  }

  /** The next change puts a flow that is there already. */
  public void repeatOne() {
    repeats = true;
  }

  private void clearChange() {
    flowsBefore.clear();
    groupsBefore.clear();
    abandoned.clear();
  }

  /** Whether no switch was told anything yet. */
  public boolean isUntold() {
    return rendered.isEmpty();
  }

  /**
   * Says that the switch has nothing, while {@link #isUntold}: the next changes are a part of what
   * it shall have each, so that it has work from the first moment on.
   *
   * @param units facts and the like that a change is about, stations apart
   */
  public void fill(int units) {
    if (!isUntold()) {
      throw new IllegalStateException("a switch was told something");
    }
    fillUnits = units;
    filling = true;
  }

  /** Whether the next change makes the switch forget what was learned somewhere. */
  public boolean isAbandoning() {
    return !abandoned.isEmpty();
  }

  /** Whether a part of what an empty switch shall have was not given away yet. */
  public boolean isFilling() {
    return filling;
  }

  /** Takes all that is to be done as done: the switch is about to be read and compared. */
  public void skipChange() {
    // At a start that is all there is, so what was there before is not even noted.
    notesFlows = false;
    try {
      render(Integer.MAX_VALUE);
    } finally {
      notesFlows = true;
    }
    clearChange();
    stationFlows.clear();
    bindingFlows.clear();
  }

  /**
   * Says what the switch has of stations that are not as of the last {@link #takeChange}: the next
   * change puts them right.
   */
  public void correct(Map<FactId.Unicast, Optional<Flow>> actual) {
    actual.forEach((station, flow) -> stationFlows.correct(station, flow.stream().toList()));
  }

  /** All desired flows, as of the last {@link #takeChange}: a list made anew. */
  public Collection<Flow> flows() {
    List<Flow> all = new ArrayList<>();
    forEachFlowOfNoStation(all::add);
    unicasts.keySet().forEach(id -> all.addAll(stationFlows.told(id)));
    return all;
  }

  /** How many flows there shall be when all ports have numbers. */
  public int wantedFlowCount() {
    return flows.size() + bindings.flowCount() + unicasts.size();
  }

  /** How many of the stations wait for the number of their tunnel's port. */
  public int waitingFlowCount() {
    return users.stationsWaiting(numbers);
  }

  /** Visits the desired flows that are of no station, as of the last {@link #takeChange}. */
  public void forEachFlowOfNoStation(Consumer<Flow> visitor) {
    flows.values().forEach(visitor);
    bindings.tags().forEach(tag -> bindingFlows.told(tag).forEach(visitor));
  }

  /** The desired flow of that key, as of the last {@link #takeChange}. */
  public Optional<Flow> flow(FlowKey key) {
    return TunnelFlows.stationOf(key)
        .flatMap(this::flow)
        .or(() -> BindingFlows.tagOf(key).flatMap(tag -> flow(tag, key)))
        .or(() -> Optional.ofNullable(flows.get(key)));
  }

  private Optional<Flow> flow(BindingTag tag, FlowKey key) {
    return bindingFlows.told(tag, same -> bindings.flowsIn(key.table(), same)).stream()
        .filter(flow -> flow.key().equals(key))
        .findFirst();
  }

  /** The desired flow of a station, as of the last {@link #takeChange}. */
  public Optional<Flow> flow(FactId.Unicast station) {
    return stationFlows.told(station).stream().findFirst();
  }

  /** The station that a flow of that key is of; empty if there is none of that name. */
  public Optional<FactId.Unicast> station(FlowKey key) {
    // The identity that is here already: the caller may keep a million.
    return TunnelFlows.stationOf(key)
        .flatMap(id -> Optional.ofNullable(unicasts.get(id)))
        .map(Fact.Unicast::id);
  }

  /** All stations. */
  public Set<FactId.Unicast> stations() {
    return Collections.unmodifiableSet(unicasts.keySet());
  }

  /** All desired groups, as of the last {@link #takeChange}. */
  public Collection<Group> groups() {
    return groups.all();
  }

  /** The desired group of that number, as of the last {@link #takeChange}. */
  public Optional<Group> group(GroupId id) {
    return groups.get(id);
  }

  /** The desired groups that a desired flow goes through. */
  public List<Group> groupsOf(Flow flow) {
    return groupsOf(flow.instructions().apply());
  }

  private List<Group> groupsOf(List<Action> actions) {
    List<Group> named = new ArrayList<>();
    for (Action action : actions) {
      if (action instanceof Action.ToGroup(GroupId id)) {
        groups.get(id).ifPresent(named::add);
        groups.get(id).stream()
            .flatMap(group -> group.buckets().stream())
            .forEach(bucket -> named.addAll(groupsOf(bucket.actions())));
      }
    }
    return named;
  }

  /** Whether stations are learned there. */
  public boolean isLearningAt(LearnedAt place) {
    return binding(place.tag())
        .filter(binding -> binding.network().equals(place.network()))
        .isPresent();
  }

  /** Whether addresses of stations are learned there. */
  public boolean isSnoopingAt(LearnedAddress address) {
    return bindings.isAt(address.station().network(), address.port());
  }

  /** Whether a group of the switch is the appliance's. */
  public static boolean isOurs(GroupId id) {
    return GroupPool.isOurs(id);
  }

  /** The binding with that tag. */
  public Optional<Fact.Binding> binding(BindingTag tag) {
    return bindings.get(tag);
  }

  /**
   * @param limit units at most that have flows; the others are left for the next time
   */
  private void render(int limit) {
    // All that goes first: a flow of one unit may take the key of a flow of another.
    for (Unit unit : dirty) {
      Optional.ofNullable(rendered.remove(unit)).ifPresent(this::remove);
      unrendered.add(unit);
    }
    dirty.clear();
    Iterator<Unit> units = unrendered.iterator();
    for (int i = 0; i < limit && units.hasNext(); ) {
      Unit unit = units.next();
      Rendered result = render(unit);
      add(unit, result);
      units.remove();
      i += result.flows().isEmpty() ? 0 : 1;
    }
  }

  private void remove(Rendered old) {
    for (Flow flow : old.flows()) {
      FlowKey key = flow.key();
      if (flows.remove(key, flow)) {
        note(key, flow);
      }
    }
    for (Group group : old.groups()) {
      groups.release(group);
      groupsBefore.putIfAbsent(group.id(), Optional.of(group));
    }
  }

  private void note(FlowKey key, Flow before) {
    if (notesFlows) {
      flowsBefore.putIfAbsent(key, Optional.ofNullable(before));
    }
  }

  private void add(Unit unit, Rendered result) {
    for (Flow flow : result.flows()) {
      FlowKey key = flow.key();
      note(key, flows.put(key, flow));
    }
    if (!result.flows().isEmpty()) {
      rendered.put(unit, result);
    }
  }

  private Rendered render(Unit unit) {
    return switch (unit) {
      case Unit.Fixed ignored -> Rendered.of(FixedFlows.render());
      case Unit.Bindings of -> renderBindings(of.network());
      case Unit.Snooping(String port) -> renderSnooping(port);
      case Unit.OfFact of ->
          Optional.ofNullable(facts.get(of.id())).map(this::render).orElse(Rendered.NOTHING);
    };
  }

  private Rendered renderBindings(NetworkKey network) {
    Collection<BindingTag> tags = bindings.tags(network);
    return tags.isEmpty()
        ? Rendered.NOTHING
        : withGroups(pool -> FloodFlows.bindings(network, tags, pool));
  }

  private Rendered renderSnooping(String port) {
    return numbers
        .physical(port)
        .filter(number -> users.isBound(port))
        .map(number -> Rendered.of(SnoopFlows.render(number, settings)))
        .orElse(Rendered.NOTHING);
  }

  private Rendered render(Fact fact) {
    return switch (fact) {
      case Fact.Tunnel tunnel -> withTunnel(tunnel.remote(), TunnelFlows::tunnel);
      case Fact.Network ignored -> Rendered.NOTHING;
      case Fact.Binding ignored -> Rendered.NOTHING;
      case Fact.Ingress ingress ->
          ingress.id().remote().isEmpty()
              ? Rendered.of(TunnelFlows.ingress(ingress, Optional.empty()))
              : withTunnel(
                  ingress.id().remote().get(),
                  port -> TunnelFlows.ingress(ingress, Optional.of(port)));
      case Fact.Unicast ignored -> Rendered.NOTHING;
      case Fact.Flood flood -> withGroups(pool -> FloodFlows.flood(flood, numbers, pool));
      case Fact.Multicast multicast ->
          withGroups(pool -> FloodFlows.multicast(multicast, numbers, pool));
    };
  }

  private Rendered withTunnel(Ipv4Address remote, Function<Ofport, List<Flow>> renderer) {
    return Rendered.of(numbers.ends(remote).stream().map(renderer).flatMap(List::stream).toList());
  }

  private List<Flow> render(FactId.Unicast station) {
    Fact.Unicast fact = unicasts.get(station);
    return fact == null
        ? List.of()
        : numbers
            .tunnel(fact.to().remote())
            .map(port -> List.of(TunnelFlows.unicast(station, fact.to(), port)))
            .orElse(List.of());
  }

  private Rendered withGroups(Function<Groups, List<Flow>> renderer) {
    List<Group> used = new ArrayList<>();
    List<Flow> result =
        renderer.apply(shape -> {
          Group group = groups.acquire(shape);
          boolean known = groups.users(group) > 1;
          groupsBefore.putIfAbsent(group.id(), known ? Optional.of(group) : Optional.empty());
          used.add(group);
          return group.id();
        });
    return new Rendered(result, used);
  }
}
