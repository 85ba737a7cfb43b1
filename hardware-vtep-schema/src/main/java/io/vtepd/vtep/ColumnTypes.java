package io.vtepd.vtep;

import io.vtepd.ovsdb.schema.ColumnType;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Atom;
import io.vtepd.ovsdb.value.AtomicType;
import io.vtepd.ovsdb.value.BooleanAtom;
import io.vtepd.ovsdb.value.Datum;
import io.vtepd.ovsdb.value.IntegerAtom;
import io.vtepd.ovsdb.value.MapDatum;
import io.vtepd.ovsdb.value.StringAtom;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.vtep.VtepColumn.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The kinds of columns that hardware_vtep has: how each is read and written.
 *
 * <p>Lists from sets are in the sets' order, which is the order of the atoms, so they are the same
 * for equal columns.
 */
final class ColumnTypes {

  private static final Shape TEXT = scalar(AtomicType.STRING);
  private static final Shape INTEGER = scalar(AtomicType.INTEGER);

  private ColumnTypes() {}

  static VtepColumn<String> text(TableSchema table, String name) {
    return VtepColumn.bind(table, name, TEXT, ColumnTypes::string, StringAtom::new);
  }

  static VtepColumn<MacField> mac(TableSchema table, String name) {
    return VtepColumn.bind(
        table,
        name,
        TEXT,
        datum -> MacField.parse(string(datum)),
        field -> new StringAtom(field.text()));
  }

  static VtepColumn<IpField> ip(TableSchema table, String name) {
    return VtepColumn.bind(
        table,
        name,
        TEXT,
        datum -> IpField.parse(string(datum)),
        field -> new StringAtom(field.text()));
  }

  static VtepColumn<Long> integer(TableSchema table, String name) {
    return VtepColumn.bind(table, name, INTEGER, ColumnTypes::number, IntegerAtom::new);
  }

  static VtepColumn<Boolean> flag(TableSchema table, String name) {
    return VtepColumn.bind(
        table,
        name,
        scalar(AtomicType.BOOLEAN),
        datum -> ((BooleanAtom) datum).value(),
        BooleanAtom::of);
  }

  static VtepColumn<Uuid> reference(TableSchema table, String name) {
    return VtepColumn.bind(
        table, name, scalar(AtomicType.UUID), datum -> (Uuid) datum, uuid -> uuid);
  }

  static VtepColumn<Optional<String>> optionalText(TableSchema table, String name) {
    return optionalText(table, name, Function.identity(), Function.identity());
  }

  static VtepColumn<Optional<MacField>> optionalMac(TableSchema table, String name) {
    return optionalText(table, name, MacField::parse, MacField::text);
  }

  static VtepColumn<Optional<IpField>> optionalIp(TableSchema table, String name) {
    return optionalText(table, name, IpField::parse, IpField::text);
  }

  /** Empty also for a mode that the schema does not have. */
  static VtepColumn<Optional<ReplicationMode>> replicationMode(TableSchema table, String name) {
    return VtepColumn.bind(
        table,
        name,
        atMostOne(AtomicType.STRING),
        datum -> datum.isEmpty() ? Optional.empty() : ReplicationMode.parse(string(datum.key(0))),
        mode -> mode.<Datum>map(m -> new StringAtom(m.text())).orElseGet(Datum::emptySet));
  }

  static VtepColumn<OptionalLong> optionalInteger(TableSchema table, String name) {
    return VtepColumn.bind(
        table,
        name,
        atMostOne(AtomicType.INTEGER),
        ColumnTypes::optionalNumber,
        ColumnTypes::optionalDatum);
  }

  static VtepColumn<TunnelKey> tunnelKey(TableSchema table, String name) {
    return VtepColumn.bind(
        table,
        name,
        atMostOne(AtomicType.INTEGER),
        datum -> TunnelKey.of(optionalNumber(datum)),
        key -> optionalDatum(key.toColumn()));
  }

  static VtepColumn<List<String>> texts(TableSchema table, String name) {
    return list(table, name, AtomicType.STRING, ColumnTypes::string, StringAtom::new);
  }

  static VtepColumn<List<IpField>> ips(TableSchema table, String name) {
    return list(
        table,
        name,
        AtomicType.STRING,
        atom -> IpField.parse(string(atom)),
        field -> new StringAtom(field.text()));
  }

  static VtepColumn<List<Uuid>> references(TableSchema table, String name) {
    return list(table, name, AtomicType.UUID, atom -> (Uuid) atom, uuid -> uuid);
  }

  /** A set of references that must have an element. */
  static VtepColumn<List<Uuid>> someReferences(TableSchema table, String name) {
    return list(table, name, AtomicType.UUID, 1, atom -> (Uuid) atom, uuid -> uuid);
  }

  static VtepColumn<Map<String, String>> textMap(TableSchema table, String name) {
    return map(table, name, AtomicType.STRING, ColumnTypes::string, StringAtom::new);
  }

  static VtepColumn<Map<String, Uuid>> textToReference(TableSchema table, String name) {
    return map(table, name, AtomicType.UUID, atom -> (Uuid) atom, uuid -> uuid);
  }

  static VtepColumn<List<VlanPair>> vlanMap(TableSchema table, String name) {
    return VtepColumn.bind(
        table,
        name,
        anyPairs(AtomicType.INTEGER, AtomicType.UUID),
        ColumnTypes::vlanPairs,
        pairs -> {
          Map<Atom, Atom> map = new LinkedHashMap<>();
          pairs.forEach(pair -> map.put(new IntegerAtom(pair.number()), pair.row()));
          return Datum.map(map);
        });
  }

  private static List<VlanPair> vlanPairs(Datum datum) {
    MapDatum map = (MapDatum) datum;
    List<VlanPair> pairs = new ArrayList<>(map.size());
    for (int i = 0; i < map.size(); i++) {
      pairs.add(new VlanPair(number(map.key(i)), (Uuid) map.value(i)));
    }
    return pairs;
  }

  private static <T> VtepColumn<Optional<T>> optionalText(
      TableSchema table, String name, Function<String, T> parse, Function<T, String> format) {
    return VtepColumn.bind(
        table,
        name,
        atMostOne(AtomicType.STRING),
        datum ->
            datum.isEmpty() ? Optional.empty() : Optional.of(parse.apply(string(datum.key(0)))),
        value -> value.<Datum>map(v -> new StringAtom(format.apply(v))).orElseGet(Datum::emptySet));
  }

  private static <T> VtepColumn<List<T>> list(
      TableSchema table,
      String name,
      AtomicType type,
      Function<Atom, T> parse,
      Function<T, Atom> format) {
    return list(table, name, type, 0, parse, format);
  }

  private static <T> VtepColumn<List<T>> list(
      TableSchema table,
      String name,
      AtomicType type,
      int min,
      Function<Atom, T> parse,
      Function<T, Atom> format) {
    return VtepColumn.bind(
        table,
        name,
        new Shape(type, Optional.empty(), min, ColumnType.UNLIMITED),
        datum -> {
          List<T> values = new ArrayList<>(datum.size());
          for (int i = 0; i < datum.size(); i++) {
            values.add(parse.apply(datum.key(i)));
          }
          return values;
        },
        values -> Datum.set(values.stream().map(format).toList()));
  }

  private static <T> VtepColumn<Map<String, T>> map(
      TableSchema table,
      String name,
      AtomicType type,
      Function<Atom, T> parse,
      Function<T, Atom> format) {
    return VtepColumn.bind(
        table,
        name,
        anyPairs(AtomicType.STRING, type),
        datum -> {
          MapDatum pairs = (MapDatum) datum;
          Map<String, T> values = LinkedHashMap.newLinkedHashMap(pairs.size());
          for (int i = 0; i < pairs.size(); i++) {
            values.put(string(pairs.key(i)), parse.apply(pairs.value(i)));
          }
          return values;
        },
        values -> {
          Map<Atom, Atom> pairs = new LinkedHashMap<>();
          values.forEach((key, value) -> pairs.put(new StringAtom(key), format.apply(value)));
          return Datum.map(pairs);
        });
  }

  private static Shape scalar(AtomicType type) {
    return new Shape(type, Optional.empty(), 1, 1);
  }

  private static Shape atMostOne(AtomicType type) {
    return new Shape(type, Optional.empty(), 0, 1);
  }

  private static Shape anyPairs(AtomicType key, AtomicType value) {
    return new Shape(key, Optional.of(value), 0, ColumnType.UNLIMITED);
  }

  private static String string(Datum atom) {
    return ((StringAtom) atom).value();
  }

  private static long number(Datum atom) {
    return ((IntegerAtom) atom).value();
  }

  private static OptionalLong optionalNumber(Datum datum) {
    return datum.isEmpty() ? OptionalLong.empty() : OptionalLong.of(number(datum.key(0)));
  }

  private static Datum optionalDatum(OptionalLong value) {
    return value.isPresent() ? new IntegerAtom(value.getAsLong()) : Datum.emptySet();
  }
}
