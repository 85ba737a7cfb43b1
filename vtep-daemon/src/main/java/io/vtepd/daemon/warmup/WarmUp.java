package io.vtepd.daemon.warmup;

import io.netty.channel.EventLoopGroup;
import io.vtepd.daemon.database.Database;
import io.vtepd.daemon.manager.ClientStanding;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.manager.ServedDatabases;
import io.vtepd.daemon.manager.SessionOpener;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.server.SessionOptions;
import io.vtepd.daemon.storage.MemoryLog;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.HardwareVtepSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays controllers' first requests to a scratch server: networking-l2gw stays blind for good when
 * its first monitor is not answered within about two milliseconds, which code that runs for the
 * first time takes many times over.
 */
public final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** Each transport's classes have to be loaded, however long that takes. */
  private static final int LEAST_ROUNDS = 4;

  private static final int ROUNDS = 200;
  private static final int LAST_ROUNDS = 20;
  private static final int REST_EVERY = 32;
  private static final int LOCAL_EVERY = 4;
  private static final long LIMIT_MS = 600;
  private static final Target LOOPBACK = new Target.Ptcp(0, Optional.of("127.0.0.1"));
  private static final RemoteSpec MANAGERS =
      new RemoteSpec.FromColumn(HardwareVtepSchema.DATABASE, "Global", "managers");

  private final Remotes remotes;
  private final List<SocketAddress> addresses = new ArrayList<>();

  private WarmUp(OvsdbServer server, ServedDatabases databases, EventLoopGroup group) {
    SessionOpener opener =
        (channel, peer, remote, terms) -> {
          server.openSession(channel, peer, new SessionOptions(remote, terms.probeIntervalMs()));
          return () -> ClientStanding.NEW;
        };
    this.remotes = Remotes.unannounced(Transport.plain(group), opener, databases);
  }

  /**
   * Runs for a moment, on a thread of its own. What fails is told in the log and does no harm.
   *
   * @param group the event loops that clients will be served on
   * @param databases how remotes see those of a server
   * @return the number of rounds played, none if it failed
   */
  public static CompletableFuture<Integer> begin(
      EventLoopGroup group, Function<OvsdbServer, ServedDatabases> databases) {
    return CompletableFuture.supplyAsync(
        () -> run(group, databases),
        work -> Thread.ofPlatform().name("warm-up").daemon().start(work));
  }

  private static int run(EventLoopGroup group, Function<OvsdbServer, ServedDatabases> databases) {
    long startNanos = System.nanoTime();
    try (OvsdbServer scratch = new OvsdbServer(ServerOptions.defaults())) {
      scratch.start();
      Database empty = new Database(Snapshot.empty(HardwareVtepSchema.load()));
      scratch.addDatabase(new HostedDatabase(empty, new MemoryLog())).join();
      int rounds = new WarmUp(scratch, databases.apply(scratch), group).playInScratch();
      LOG.debug("event=warm rounds={} ms={}", rounds, msSince(startNanos));
      return rounds;
    } catch (IOException | RuntimeException e) {
      LOG.warn("event=warm-up-failed the first answers will be slow", e);
      return 0;
    }
  }

  private int playInScratch() throws IOException {
    Path directory = Files.createTempDirectory("vtepd-");
    Path socket = directory.resolve("s");
    Path managed = directory.resolve("m");
    List<Path> files = List.of(managed, socket, directory);
    // A start that fails elsewhere ends the process while this thread is at work.
    files.reversed().forEach(file -> file.toFile().deleteOnExit());
    try {
      listen(socket);
      return play(managed);
    } finally {
      remotes.close().join();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void listen(Path socket) {
    remotes.add(new RemoteSpec.Direct(new Target.Punix(socket.toString()))).join();
    addresses.add(UnixDomainSocketAddress.of(socket));
    try {
      remotes.add(new RemoteSpec.Direct(LOOPBACK)).join();
    } catch (CompletionException e) {
      LOG.debug("event=warm-up-without-tcp: a network namespace may have no loopback", e);
      return;
    }
    for (Remotes.View view : remotes.views().join()) {
      String tcpPort = view.status().status().get("bound_port");
      if (tcpPort != null) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        addresses.add(new InetSocketAddress(loopback, Integer.parseInt(tcpPort)));
      }
    }
  }

  private int play(Path managed) throws IOException {
    try (ScratchClient client = new ScratchClient(addresses.getFirst())) {
      client.call(FirstRequests.gateway(new Target.Punix(managed.toString())), 1);
    }
    remotes.add(MANAGERS).join();
    long startNanos = System.nanoTime();
    int rounds = 0;
    while (rounds < ROUNDS && (rounds < LEAST_ROUNDS || msSince(startNanos) < LIMIT_MS)) {
      playOnce(rounds++);
    }
    StartGarbage.collectIfCheap();
    // A collection drops what call sites have cached, too.
    for (int last = 0; last < LAST_ROUNDS; last++) {
      playOnce(rounds++);
    }
    return rounds;
  }

  private void playOnce(int round) throws IOException {
    // Controllers come over TCP.
    SocketAddress address = round % LOCAL_EVERY == 0 ? addresses.getFirst() : addresses.getLast();
    try (ScratchClient agent = new ScratchClient(address)) {
      agent.call(FirstRequests.AGENT_MONITOR, 1);
      // The rest costs more and is in less of a hurry.
      if (round % REST_EVERY < addresses.size()) {
        playBeside(address, FirstRequests.BIND, 1);
        playBeside(address, FirstRequests.IDL, FirstRequests.IDL_REPLIES);
        playBeside(address, FirstRequests.UNBIND, 1);
      }
    }
  }

  private static void playBeside(SocketAddress address, String requests, int replyCount)
      throws IOException {
    try (ScratchClient client = new ScratchClient(address)) {
      client.call(requests, replyCount);
    }
  }

  private static long msSince(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
  }
}
