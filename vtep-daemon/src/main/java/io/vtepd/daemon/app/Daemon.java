package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.vtepd.daemon.cli.ControllerSettings;
import io.vtepd.daemon.cli.DaemonSettings;
import io.vtepd.daemon.cli.DataPlaneSettings;
import io.vtepd.daemon.cli.DatabasePlace;
import io.vtepd.daemon.cli.OvsdbServerSettings;
import io.vtepd.daemon.cli.RunSettings;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.control.CommandRegistry;
import io.vtepd.daemon.control.ControlServer;
import io.vtepd.daemon.manager.Remotes;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.server.ServerOptions;
import io.vtepd.daemon.web.WebServer;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon from start to end; {@link DaemonKind} says what makes one differ from the other. */
final class Daemon {

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final DaemonSettings settings;
  private final DaemonKind kind;
  private final Opened opened = new Opened();
  private final StopSignal stop = new StopSignal();
  private final long startNanos = System.nanoTime();
  private Optional<ControlServer> control = Optional.empty();
  private boolean serving;
  private volatile boolean failed;

  private Daemon(DaemonSettings settings, DaemonKind kind) {
    this.settings = settings;
    this.kind = kind;
  }

  static Daemon ofRun(RunSettings settings) {
    int count =
        settings.dataPlane() instanceof DataPlaneSettings.Memory memory ? memory.vtepCount() : 1;
    DaemonKind kind =
        switch (settings.database()) {
          case DatabasePlace.File _ when count > 1 -> new EmulationKind(settings, count);
          case DatabasePlace.File(Path file) -> new ApplianceKind(settings, file);
          case DatabasePlace.Servers servers -> new RemoteApplianceKind(settings, servers);
        };
    return new Daemon(settings.daemon(), kind);
  }

  static Daemon ofOvsdbServer(OvsdbServerSettings settings) {
    return new Daemon(settings.daemon(), new DatabaseServerKind(settings));
  }

  static Daemon ofController(ControllerSettings settings) {
    return new Daemon(settings.daemon(), new ControllerKind(settings));
  }

  /** Returns when everything is served. */
  void start() throws StartupException {
    stop.installHook();
    try {
      makeDirectories();
      checkLogFile();
      Logging logging = Logging.start(settings.logFile(), settings.logLevel());
      if (settings.pidFile().isPresent()) {
        PidFile pidFile = PidFile.acquire(settings.pidFile().get());
        opened.add("pidfile", pidFile::close);
      }
      serve(logging);
    } catch (IOException e) {
      throw new StartupException(e.toString(), e);
    } catch (StartupException e) {
      // Without a log file stderr is the log, and main tells the reason there.
      if (settings.logFile().isPresent()) {
        LOG.error("event=startup-failed reason={}", LogValue.of(e.getMessage()));
      }
      throw e;
    }
    serving = true;
    long ms = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
    LOG.info("event=ready ms={} pid={}", ms, ProcessHandle.current().pid());
  }

  private void makeDirectories() throws IOException {
    List<Path> files = new ArrayList<>();
    settings.pidFile().ifPresent(files::add);
    settings.logFile().ifPresent(files::add);
    settings.controlSocket().ifPresent(files::add);
    files.addAll(kind.filesToBe());
    for (Path file : files) {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(directory);
      }
    }
  }

  /** The logging library would go on without the file. */
  private void checkLogFile() throws StartupException {
    if (settings.logFile().isPresent()) {
      Path file = settings.logFile().get();
      try (OutputStream log =
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        log.flush();
      } catch (IOException e) {
        throw new StartupException("cannot write log file " + file + ": " + e, e);
      }
    }
  }

  private void serve(Logging logging) throws StartupException, IOException {
    EventLoopGroup group = EventLoops.forClients(opened);
    CompletableFuture<Optional<TlsContexts>> tls = TlsStart.begin(settings);
    opened.add("control socket", this::closeControl);
    switch (kind) {
      case ServingKind serving -> serveDatabases(serving, group, tls, logging);
      case RemoteApplianceKind appliance -> {
        Transport transport = transport(group, tls);
        List<Command> commands = processCommands(transport, logging);
        commands.addAll(appliance.start(transport, opened));
        startControl(transport, commands);
      }
      case ControllerKind controller -> {
        Transport transport = transport(group, tls);
        List<Command> commands = processCommands(transport, logging);
        commands.addAll(controller.start(transport, opened));
        startControl(transport, commands);
      }
      case EmulationKind emulation -> {
        CompletableFuture<?> warmUp = emulation.warmUp(group);
        Transport transport = transport(group, tls);
        Joined.join(warmUp, "warm-up");
        List<Command> commands = processCommands(transport, logging);
        commands.addAll(emulation.start(transport, opened, this::onServerDied));
        startControl(transport, commands);
      }
    }
  }

  private void serveDatabases(
      ServingKind serving,
      EventLoopGroup group,
      CompletableFuture<Optional<TlsContexts>> tls,
      Logging logging)
      throws StartupException {
    CompletableFuture<?> warmUp = serving.warmUp(group);
    StartedServer started =
        StartedServer.start(
            serving, settings, ServerOptions.defaults(), opened, this::onServerDied);
    OvsdbServer server = started.server();
    Joined.join(warmUp, "warm-up");
    Joined.join(serving.warmUpLate(group, started.rowCount()), "warm-up");
    LoadedHeap.compactIfLarge();
    Transport transport = transport(group, tls);
    List<Command> commands = processCommands(transport, logging);
    commands.addAll(serving.beforeRemotes(server, transport, opened));
    Remotes remotes = started.remotes(settings, transport, opened);
    commands.addAll(new AdminCommands(server, coverage(server, group)).all());
    commands.addAll(new DatabaseCommands(server, started.files(), serving.neededDatabases()).all());
    commands.addAll(new RemoteCommands(server, remotes).all());
    startControl(transport, commands);
    // Last, so that the first client finds nothing else going on.
    StartedServer.open(remotes, serving);
    opened.observed().setListening();
    if (serving.command().isPresent()) {
      RunCommand.start(serving.command().get(), this::onCommandEnded);
    }
  }

  private Transport transport(
      EventLoopGroup group, CompletableFuture<Optional<TlsContexts>> loading)
      throws StartupException {
    Optional<TlsContexts> tls = TlsStart.await(loading);
    tls.ifPresent(contexts -> TlsStart.watch(contexts, opened));
    Transport transport = new Transport(group, tls);
    opened.observed().setTransport(transport);
    return transport;
  }

  private List<Command> processCommands(Transport transport, Logging logging) {
    return new ArrayList<>(ProcessCommands.all(transport.tls(), logging, stop::request));
  }

  private static Coverage coverage(OvsdbServer server, EventLoopGroup group) {
    Coverage coverage = new Coverage(server.counters()::all);
    group
        .next()
        .scheduleAtFixedRate(
            coverage::sample, Coverage.SAMPLE_SECONDS, Coverage.SAMPLE_SECONDS, TimeUnit.SECONDS);
    return coverage;
  }

  /** When all that is told there has begun. */
  private void startWeb(Transport transport) throws StartupException {
    if (settings.web().isEmpty()) {
      return;
    }
    Target.Ptcp target = settings.web().get();
    Pulse pulse = Pulse.start(transport.group().next(), opened.vitals());
    Monitoring pages = new Monitoring(opened.observed(), pulse);
    WebServer web =
        Joined.join(
            WebServer.start(transport, target, pages, pages::onLimit), "cannot serve --web");
    opened.add("web", () -> web.close().get(5, TimeUnit.SECONDS));
  }

  private void startControl(Transport transport, List<Command> commands) throws StartupException {
    startWeb(transport);
    commands.addAll(new ViewCommands(opened.observed()).all());
    if (settings.controlSocket().isEmpty()) {
      return;
    }
    Path socket = settings.controlSocket().get();
    control =
        Optional.of(
            Joined.join(
                ControlServer.start(
                    transport, socket, settings.socketGroup(), new CommandRegistry(commands)),
                "cannot open control socket " + socket));
  }

  private void closeControl() throws Exception {
    if (control.isPresent()) {
      control.get().close().get(5, TimeUnit.SECONDS);
    }
  }

  /** How the daemon stands, once it serves. */
  VitalSigns vitals() {
    return opened.vitals();
  }

  /** Returns when a signal or a command asks for the end. */
  void awaitStop() {
    stop.await();
    LOG.info("event=stopping");
  }

  private void onCommandEnded(boolean well) {
    if (!well) {
      failed = true;
    }
    stop.request();
  }

  /** Without its server the process is of no use: whoever supervises it shall start another. */
  private Void onServerDied(Throwable cause) {
    failed = true;
    stop.request();
    return null;
  }

  /** Closes everything; whether all went well. */
  boolean close() {
    boolean well = opened.closeAll() && !failed;
    if (serving) {
      LOG.info("event=stopped");
    }
    stop.onClosed();
    return well;
  }
}
