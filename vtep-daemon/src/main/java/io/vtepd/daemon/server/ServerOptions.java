package io.vtepd.daemon.server;

import io.vtepd.ovsdb.value.Uuid;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * What a server is started with.
 *
 * @param serverId answers {@code get_server_id}; another one at each start
 * @param uuids where row UUIDs and versions come from; used by the owner alone
 * @param appliance whether this process writes the local MACs of its hardware_vtep itself: then
 *     they go with the last binding of their logical switch
 * @param oneOfMany whether the process has so many servers that they can't have threads of their
 *     own: then those are virtual
 */
public record ServerOptions(
    ServerLimits limits,
    Uuid serverId,
    ServerClock clock,
    RandomGenerator uuids,
    boolean appliance,
    boolean oneOfMany) {

  public ServerOptions {
    Objects.requireNonNull(limits);
    Objects.requireNonNull(serverId);
    Objects.requireNonNull(clock);
    Objects.requireNonNull(uuids);
  }

  /** For a server of this machine. */
  public static ServerOptions defaults() {
    // Row UUIDs need to be different, not secret; the secure source costs as much as the commit.
    RandomGenerator uuids =
        RandomGeneratorFactory.of("L128X256MixRandom").create(new SecureRandom().generateSeed(48));
    return new ServerOptions(
        ServerLimits.DEFAULT, Uuid.random(uuids), ServerClock.system(), uuids, false, false);
  }

  /** The same with other limits. */
  public ServerOptions withLimits(ServerLimits other) {
    return new ServerOptions(other, serverId, clock, uuids, appliance, oneOfMany);
  }

  /** The same with another clock. */
  ServerOptions withClock(ServerClock other) {
    return new ServerOptions(limits, serverId, other, uuids, appliance, oneOfMany);
  }

  /** The same for a process that writes the local MACs of its hardware_vtep itself, or not. */
  public ServerOptions ofAppliance(boolean yes) {
    return new ServerOptions(limits, serverId, clock, uuids, yes, oneOfMany);
  }

  /** The same for one of many servers of a process. */
  public ServerOptions asOneOfMany() {
    return new ServerOptions(limits, serverId, clock, uuids, appliance, true);
  }

  /** Makes a server's threads, which are daemons. */
  Thread.Builder threads() {
    return oneOfMany ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
  }
}
