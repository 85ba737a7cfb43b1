package io.vtepd.daemon.app;

import io.netty.channel.EventLoopGroup;
import io.vtepd.bridge.memory.MemoryDataPlane;
import io.vtepd.daemon.cli.DataPlaneSettings;
import io.vtepd.daemon.cli.RunSettings;
import io.vtepd.daemon.control.Command;
import io.vtepd.daemon.manager.RemoteSpec;
import io.vtepd.daemon.server.HostedDatabase;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.daemon.warmup.WarmUp;
import io.vtepd.ovsdb.schema.DatabaseSchema;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import io.vtepd.vtep.HardwareVtepSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code vtepd run}: the hardware_vtep database, and what forwards as it says. */
record ApplianceKind(RunSettings settings, Path file) implements ServingKind {

  private static final Logger LOG = LoggerFactory.getLogger(ApplianceKind.class);

  /** To read so much takes as long as to warm up, and both would share the processors. */
  private static final long LONG_FILE_BYTES = 4L << 20;

  /** To send so many takes longer than the two milliseconds that are warmed up for. */
  private static final long MANY_ROWS = 10_000;

  @Override
  public List<Path> filesToBe() {
    List<Path> files = new ArrayList<>();
    for (RemoteSpec remote : settings.remotes()) {
      if (remote instanceof RemoteSpec.Direct(Target.Punix(String file), _)) {
        files.add(Path.of(file));
      }
    }
    return files;
  }

  @Override
  public CompletableFuture<?> warmUp(EventLoopGroup group) {
    return isLong() ? CompletableFuture.completedFuture(null) : beginWarmUp(group);
  }

  @Override
  public CompletableFuture<?> warmUpLate(EventLoopGroup group, long rowCount) {
    return isLong() && rowCount < MANY_ROWS
        ? beginWarmUp(group)
        : CompletableFuture.completedFuture(null);
  }

  private static CompletableFuture<?> beginWarmUp(EventLoopGroup group) {
    return WarmUp.begin(group, ServerDatabases::new);
  }

  private boolean isLong() {
    return file.toFile().length() >= LONG_FILE_BYTES;
  }

  @Override
  public Set<String> neededDatabases() {
    return Set.of(HardwareVtepSchema.DATABASE);
  }

  @Override
  public List<HostedDatabase> openDatabases(DatabaseFiles files) throws StartupException {
    DatabaseSchema schema = HardwareVtepSchema.load();
    DatabaseOpening.createIfMissing(file, schema);
    HostedDatabase database = files.open(file);
    if (!database.name().equals(HardwareVtepSchema.DATABASE)) {
      DatabaseOpening.closeAll(List.of(database));
      throw new StartupException(
          file
              + " is a "
              + database.name()
              + " database; hardware_vtep is needed: give another --db");
    }
    try {
      return List.of(SchemaUpgrade.apply(file, database, schema, new VtepSchemaRule()));
    } catch (StartupException e) {
      DatabaseOpening.closeAll(List.of(database));
      throw e;
    }
  }

  @Override
  public void prepare(OvsdbServer server, Map<String, HostedDatabase> databases)
      throws StartupException {
    HostedDatabase database = databases.get(HardwareVtepSchema.DATABASE);
    FirstRows.ensure(
        database.database().snapshot(),
        server.sink(HardwareVtepSchema.DATABASE),
        settings.physicalSwitch());
    server.counters().history().setFollower(new BindingLog(BindingLog::monotonicMs));
    boolean forwards = settings.dataPlane() instanceof DataPlaneSettings.OpenVswitch;
    if (forwards && settings.daemon().tls().isEmpty()) {
      LOG.warn(
          "event=no-tls only local clients and plain targets are served; for TLS give --ca-cert or"
              + " --bootstrap-ca-cert, and --private-key and --certificate or have them made");
    }
  }

  @Override
  public List<Command> beforeRemotes(OvsdbServer server, Transport transport, Opened opened) {
    opened.observed().add(file);
    return startDataPlane(server, EventLoops.forDataPlane(opened), opened)
        .map(plane -> EmulationCommands.of(settings, plane))
        .orElse(List.of());
  }

  /** Returns that of an emulation, for commands. */
  Optional<MemoryDataPlane> startDataPlane(
      OvsdbServer server, EventLoopGroup group, Opened opened) {
    return DataPlane.start(
        settings,
        server.source(HardwareVtepSchema.DATABASE),
        server.sink(HardwareVtepSchema.DATABASE),
        group,
        opened);
  }

  @Override
  public List<RemoteSpec> remotes() {
    return settings.remotes();
  }

  @Override
  public Optional<String> command() {
    return Optional.empty();
  }
}
