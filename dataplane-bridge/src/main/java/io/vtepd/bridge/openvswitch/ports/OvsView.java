package io.vtepd.bridge.openvswitch.ports;

import io.vtepd.bridge.openflow.Ofport;
import io.vtepd.ovsdb.schema.ColumnSchema;
import io.vtepd.ovsdb.table.Row;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Open vSwitch's configuration at one moment. Pure.
 *
 * @param bridges by name
 * @param portNames of all ports and interfaces of all bridges: they share one space
 * @param carriedOut whether the switch has done all that somebody wants to know of that it has
 */
public record OvsView(Map<String, OvsBridge> bridges, Set<String> portNames, boolean carriedOut) {

  static final String MANAGED_KEY = "vtep-managed";

  /** No bridge at all: nothing was read yet. */
  public static final OvsView EMPTY = new OvsView(Map.of(), Set.of(), false);

  public OvsView {
    bridges = Map.copyOf(bridges);
    portNames = Set.copyOf(portNames);
  }

  public Optional<OvsBridge> bridge(String name) {
    return Optional.ofNullable(bridges.get(name));
  }

  public static OvsView of(Snapshot snapshot, OvsTables tables) {
    Map<String, OvsBridge> bridges = new HashMap<>();
    Set<String> names = new HashSet<>();
    snapshot
        .rows(tables.port().schema())
        .forEach(row -> names.add(text(row.get(tables.port().name()))));
    snapshot
        .rows(tables.iface().schema())
        .forEach(row -> names.add(text(row.get(tables.iface().name()))));
    snapshot
        .rows(tables.bridge().schema())
        .forEach(row -> {
          OvsBridge bridge = bridge(row, snapshot, tables);
          // Its socket's file has this name; Open vSwitch makes no such bridge either.
          if (!bridge.name().contains("/")) {
            bridges.put(bridge.name(), bridge);
          }
        });
    return new OvsView(bridges, names, isCarriedOut(snapshot, tables.root()));
  }

  private static boolean isCarriedOut(Snapshot snapshot, OvsTables.RootTable columns) {
    AtomicBoolean done = new AtomicBoolean(true);
    snapshot
        .rows(columns.schema())
        .forEach(row -> {
          long current = number(row, columns.currentConfiguration());
          done.compareAndSet(true, current >= number(row, columns.nextConfiguration()));
        });
    return done.get();
  }

  private static long number(Row row, ColumnSchema column) {
    return ((IntegerAtom) row.get(column).key(0)).value();
  }

  private static OvsBridge bridge(Row row, Snapshot snapshot, OvsTables tables) {
    List<OvsPort> ports = new ArrayList<>();
    Datum members = row.get(tables.bridge().ports());
    for (int i = 0; i < members.size(); i++) {
      snapshot
          .row(tables.port().schema(), (Uuid) members.key(i))
          .flatMap(port -> port(port, snapshot, tables))
          .ifPresent(ports::add);
    }
    ports.sort(Comparator.comparing(OvsPort::name));
    Datum failMode = row.get(tables.bridge().failMode());
    return new OvsBridge(
        row.uuid(),
        text(row.get(tables.bridge().name())),
        failMode.isEmpty() ? Optional.empty() : Optional.of(text(failMode)),
        ports);
  }

  private static Optional<OvsPort> port(Row port, Snapshot snapshot, OvsTables tables) {
    Datum interfaces = port.get(tables.port().interfaces());
    if (interfaces.size() != 1) {
      return Optional.empty();
    }
    OvsTables.InterfaceTable columns = tables.iface();
    return snapshot
        .row(columns.schema(), (Uuid) interfaces.key(0))
        .map(iface ->
            new OvsPort(
                port.uuid(),
                iface.uuid(),
                text(port.get(tables.port().name())),
                text(iface.get(columns.type())),
                texts(iface.get(columns.options())),
                isManaged(port.get(tables.port().externalIds())),
                number(iface, columns),
                texts(iface.get(columns.bfd())),
                texts(iface.get(columns.bfdStatus()))));
  }

  private static boolean isManaged(Datum externalIds) {
    return "true".equals(texts(externalIds).get(MANAGED_KEY));
  }

  private static OvsPort.Numbering number(Row iface, OvsTables.InterfaceTable columns) {
    Datum ofport = iface.get(columns.ofport());
    if (ofport.isEmpty()) {
      return new OvsPort.Numbering.Unassigned();
    }
    long number = ((IntegerAtom) ofport.key(0)).value();
    if (number > 0) {
      return new OvsPort.Numbering.Assigned(Ofport.fromShort((int) number));
    }
    Datum error = iface.get(columns.error());
    return new OvsPort.Numbering.Refused(error.isEmpty() ? "no reason given" : text(error));
  }

  private static String text(Datum datum) {
    return ((StringAtom) datum.key(0)).value();
  }

  private static Map<String, String> texts(Datum datum) {
    Map<String, String> texts = new HashMap<>();
    ((MapDatum) datum)
        .toMap()
        .forEach(
            (key, value) -> texts.put(((StringAtom) key).value(), ((StringAtom) value).value()));
    return texts;
  }
}
