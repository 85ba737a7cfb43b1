package io.vtepd.bridge.replica;

import io.vtepd.ovsdb.value.Uuid;
import java.util.Objects;
import java.util.Optional;

/**
 * What a server says of itself and one database in {@code _Server.Database} (ovsdb-server(5)).
 *
 * @param clustered whether it is a member of a cluster
 * @param connected whether it has its storage: of a member, whether it is in touch with the others
 * @param leader whether it decides what is committed
 * @param cluster which cluster; empty if it is none or has not joined yet
 * @param index of the newest log entry that it knows of; 0 if it is no cluster
 */
record Standing(
    boolean clustered, boolean connected, boolean leader, Optional<Uuid> cluster, long index) {

  Standing {
    Objects.requireNonNull(cluster);
  }

  /**
   * Why the server is not to be used, if it is not.
   *
   * @param newest what was seen last; a member that lags behind it would turn back the time
   */
  Optional<String> objection(Optional<Standing> newest) {
    if (!connected) {
      return Optional.of("the server is not connected to its cluster");
    }
    if (!clustered) {
      return Optional.empty();
    }
    if (!leader) {
      return Optional.of("the server is not the leader of its cluster");
    }
    boolean stale =
        newest.filter(seen -> seen.cluster.equals(cluster) && seen.index > index).isPresent();
    return stale
        ? Optional.of("the server lags behind what another member of its cluster told")
        : Optional.empty();
  }
}
