package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vtepd.bridge.memory.MemoryDataPlane;
import io.vtepd.daemon.cli.DatabasePlace;
import io.vtepd.daemon.cli.RunSettings;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.warmup.WarmUp;
import io.vtepd.tls.stream.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * {@code vtepd run --dataplane memory --count N}: many appliances in one process, each with its
 * server, its database, its remotes and its switch. They share event loops, keys and the control
 * socket; their servers' threads are virtual.
 */
record EmulationKind(RunSettings settings, int count) implements DaemonKind {

  private static final int STARTERS = 8;

  @Override
  public List<Path> filesToBe() {
    List<Path> files = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      files.addAll(appliance(number).filesToBe());
    }
    return files;
  }

  private ApplianceKind appliance(int number) {
    RunSettings own = settings.vtep(number);
    return switch (own.database()) {
      case DatabasePlace.File(Path file) -> new ApplianceKind(own, file);
      case DatabasePlace.Servers servers -> throw new IllegalStateException("on " + servers);
    };
  }

  private static String name(ApplianceKind kind) {
    return kind.settings().physicalSwitch().orElseThrow().name();
  }

  CompletableFuture<?> warmUp(EventLoopGroup group) {
    return WarmUp.begin(group, ServerDatabases::new);
  }

  /**
   * Starts them, some at a time: each waits for its disk and its server more often than not.
   *
   * @param onDied called if a server ends by itself
   */
  List<Command> start(Transport transport, Opened opened, Function<Throwable, Void> onDied)
      throws StartupException {
    Map<String, MemoryDataPlane> planes = new ConcurrentHashMap<>();
    AtomicInteger last = new AtomicInteger();
    AtomicReference<StartupException> failure = new AtomicReference<>();
    Runnable starter =
        () -> {
          int number = last.incrementAndGet();
          while (number <= count && failure.get() == null) {
            try {
              start(number, planes, transport, opened, onDied);
            } catch (StartupException e) {
              failure.compareAndSet(null, e);
            } catch (RuntimeException e) {
              failure.compareAndSet(null, new StartupException("cannot start: " + e, e));
            }
            number = last.incrementAndGet();
          }
        };
    try (ExecutorService starters =
        Executors.newFixedThreadPool(STARTERS, new DefaultThreadFactory("start"))) {
      for (int i = 0; i < STARTERS; i++) {
        starters.execute(starter);
      }
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return new EmulationCommands(planes).all();
  }

  private void start(
      int number,
      Map<String, MemoryDataPlane> planes,
      Transport transport,
      Opened opened,
      Function<Throwable, Void> onDied)
      throws StartupException {
    ApplianceKind kind = appliance(number);
    StartedServer started =
        StartedServer.start(
            kind, settings.daemon(), ServerOptions.defaults().asOneOfMany(), opened, onDied);
    kind.startDataPlane(started.server(), transport.group(), opened)
        .ifPresent(plane -> planes.put(name(kind), plane));
    StartedServer.open(started.remotes(settings.daemon(), transport, opened), kind);
  }
}
