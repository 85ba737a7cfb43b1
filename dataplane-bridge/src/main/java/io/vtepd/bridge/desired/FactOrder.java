package io.vtepd.bridge.desired;

import java.util.Comparator;

/** The order in which changes are told, so that nothing names what is not there. */
final class FactOrder {

  /** New and changed facts from what others name to what names others, then gone ones reversed. */
  static final Comparator<FactChange> CHANGES =
      Comparator.comparingInt(change ->
          change.after().isPresent() ? rank(change.id()) : Integer.MAX_VALUE - rank(change.id()));

  private FactOrder() {}

  private static int rank(FactId id) {
    return switch (id) {
      case FactId.Tunnel tunnel -> 0;
      case FactId.Network network -> 1;
      case FactId.Binding binding -> 2;
      case FactId.Ingress ingress -> 3;
      case FactId.Flood flood -> 4;
      case FactId.Multicast multicast -> 5;
      case FactId.Unicast unicast -> 6;
    };
  }
}
