package io.vtepd.vtep;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What a {@code tunnel_key} column says, of Logical_Switch or of Physical_Locator. */
public sealed interface TunnelKey {

  /** The column is empty: the other table's column counts. */
  record Unset() implements TunnelKey {}

  /** Zero: there is no network yet. OVN writes it while its own database settles. */
  record Zero() implements TunnelKey {}

  /** A network. */
  record Network(Vni vni) implements TunnelKey {
    public Network {
      Objects.requireNonNull(vni);
    }
  }

  /** A number that VXLAN cannot carry. */
  record OutOfRange(long number) implements TunnelKey {}

  /** The network, if there is one. */
  default Optional<Vni> network() {
    return this instanceof Network known ? Optional.of(known.vni()) : Optional.empty();
  }

  /** Sorts out the value of a column. */
  static TunnelKey of(OptionalLong column) {
    if (column.isEmpty()) {
      return new Unset();
    }
    long number = column.getAsLong();
    if (number == 0) {
      return new Zero();
    }
    return Vni.ofNumber(number)
        .<TunnelKey>map(Network::new)
        .orElseGet(() -> new OutOfRange(number));
  }

  /** The value of the column. */
  default OptionalLong toColumn() {
    return switch (this) {
      case Unset unset -> OptionalLong.empty();
      case Zero zero -> OptionalLong.of(0);
      case Network network -> OptionalLong.of(network.vni().value());
      case OutOfRange outOfRange -> OptionalLong.of(outOfRange.number());
    };
  }
}
