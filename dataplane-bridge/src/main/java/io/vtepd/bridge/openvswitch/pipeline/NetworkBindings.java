package io.vtepd.bridge.openvswitch.pipeline;

import io.vtepd.bridge.desired.Fact;
import io.vtepd.bridge.desired.FactId;
import io.vtepd.bridge.desired.NetworkKey;
import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.message.Flow;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The bindings whose ports have numbers: by network, and by the tag that packets carry. */
final class NetworkBindings {

  private final PipelineSettings settings;
  private final Map<NetworkKey, TreeSet<BindingTag>> byNetwork = new HashMap<>();
  private final Map<FactId.Binding, BindingTag> tags = new HashMap<>();
  private final Map<BindingTag, Fact.Binding> byTag = new HashMap<>();

  NetworkBindings(PipelineSettings settings) {
    this.settings = settings;
  }

  /**
   * @param tag empty while the port has no number
   */
  void put(Fact.Binding binding, Optional<BindingTag> tag) {
    remove(binding);
    if (tag.isPresent()) {
      tags.put(binding.id(), tag.get());
      byTag.put(tag.get(), binding);
      byNetwork.computeIfAbsent(binding.network(), any -> new TreeSet<>()).add(tag.get());
    }
  }

  void remove(Fact.Binding binding) {
    BindingTag tag = tags.remove(binding.id());
    if (tag == null) {
      return;
    }
    // The tag may be another binding's already: numbers wander when ports are made anew.
    Optional<Fact.Binding> other = get(tag).filter(it -> !it.id().equals(binding.id()));
    if (other.isEmpty()) {
      byTag.remove(tag);
    }
    TreeSet<BindingTag> members = byNetwork.get(binding.network());
    if (other.filter(it -> it.network().equals(binding.network())).isEmpty()) {
      members.remove(tag);
    }
    if (members.isEmpty()) {
      byNetwork.remove(binding.network());
    }
  }

  /** In ascending order. */
  Collection<BindingTag> tags(NetworkKey network) {
    TreeSet<BindingTag> members = byNetwork.get(network);
    return members == null ? List.of() : List.copyOf(members);
  }

  /** Whether the network has a binding at that port, whatever its VLAN. */
  boolean isAt(NetworkKey network, BindingTag port) {
    TreeSet<BindingTag> members = byNetwork.get(network);
    BindingTag first = members == null ? null : members.ceiling(port.untagged());
    return first != null && first.untagged().equals(port.untagged());
  }

  /** Of all networks. */
  Set<BindingTag> tags() {
    return Collections.unmodifiableSet(byTag.keySet());
  }

  Optional<Fact.Binding> get(BindingTag tag) {
    return Optional.ofNullable(byTag.get(tag));
  }

  /** The flows of the binding with that tag, if there is one. */
  List<Flow> flows(BindingTag tag) {
    return get(tag)
        .map(binding -> BindingFlows.render(tag, binding.network(), settings))
        .orElse(List.of());
  }

  /** Those of one table. */
  List<Flow> flowsIn(TableId table, BindingTag tag) {
    return get(tag)
        .map(binding -> BindingFlows.renderIn(table, tag, binding.network(), settings))
        .orElse(List.of());
  }

  /** How many flows all bindings have. */
  int flowCount() {
    return byTag.keySet().stream().mapToInt(BindingFlows::count).sum();
  }

  Optional<BindingTag> tag(FactId.Binding id) {
    return Optional.ofNullable(tags.get(id));
  }
}
