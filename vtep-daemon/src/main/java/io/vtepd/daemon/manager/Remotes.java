package io.vtepd.daemon.manager;

import io.netty.channel.EventLoop;
import io.vtepd.ovsdb.operation.Operation;
import io.vtepd.ovsdb.schema.TableSchema;
import io.vtepd.ovsdb.value.Uuid;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.ListenerSettings;
import io.vtepd.tls.stream.Peer;
import io.vtepd.tls.stream.Target;
import io.vtepd.tls.stream.Transport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * All remotes of a server: keeps what runs equal to what options and rows ask for.
 *
 * <p>Any thread may call any method; everything happens on one event loop.
 */
public final class Remotes {

  private static final Logger LOG = LoggerFactory.getLogger(Remotes.class);

  private final RemoteContext context;
  private final ServedDatabases databases;
  private final StatusWriter statusWriter;

  /** Options that name a target, by its text. */
  private final Map<String, RemoteSpec.Direct> direct = new TreeMap<>();

  /** Options that name a column, by their text. */
  private final Map<String, ColumnRemotes> columns = new TreeMap<>();

  private final Map<Target, Remote> running = new LinkedHashMap<>();

  /** Remotes that were ended and are not closed yet: none of their targets may begin again. */
  private final Map<Target, CompletableFuture<Void>> ending = new HashMap<>();

  private boolean closed;

  /**
   * @param listening limits of each remote that is listened on
   */
  public Remotes(
      Transport transport,
      SessionOpener sessions,
      ServedDatabases databases,
      ListenerSettings listening) {
    this(transport, sessions, databases, listening, StatusWriter.INTERVAL_MS, Level.INFO);
  }

  /** Remotes for no longer than a moment, which the log shall not tell of. */
  public static Remotes unannounced(
      Transport transport, SessionOpener sessions, ServedDatabases databases) {
    return new Remotes(
        transport,
        sessions,
        databases,
        ListenerSettings.DEFAULT,
        StatusWriter.INTERVAL_MS,
        Level.DEBUG);
  }

  /**
   * @param statusIntervalMs least time between two writes of statuses
   * @param newsLevel of what the log says of remotes that come and go
   */
  Remotes(
      Transport transport,
      SessionOpener sessions,
      ServedDatabases databases,
      ListenerSettings listening,
      long statusIntervalMs,
      Level newsLevel) {
    EventLoop loop = transport.group().next();
    this.context =
        new RemoteContext(transport, loop, sessions, listening, this::onStatusChange, newsLevel);
    this.databases = databases;
    this.statusWriter = new StatusWriter(context, databases, statusIntervalMs, this::statusUpdates);
  }

  /**
   * A remote and how it stands.
   *
   * @param isDialled by us, else we listen
   * @param isBound whether it can be reached where it listens
   * @param connectionCount open ones
   * @param openedCount those that there were since the remote is served
   * @param peer who is connected for longest
   * @param probeIntervalMs silence after which a client is probed; 0 for never
   * @param clients how those stand that are connected
   */
  public record View(
      String target,
      boolean isDialled,
      boolean isBound,
      RemoteStatus status,
      int connectionCount,
      long openedCount,
      Optional<Peer> peer,
      long probeIntervalMs,
      List<ClientStanding> clients) {

    public View {
      Objects.requireNonNull(target);
      Objects.requireNonNull(status);
      Objects.requireNonNull(peer);
      clients = List.copyOf(clients);
    }

    private static View of(Remote remote) {
      return new View(
          remote.target().toString(),
          remote.target() instanceof Target.Active,
          remote.isBound(),
          remote.status(),
          remote.connectionCount(),
          remote.openedCount(),
          remote.peer(),
          remote.probeIntervalMs(),
          remote.clients());
    }
  }

  /**
   * Serves one more remote; nothing happens if it is served already.
   *
   * @return completes when a target to listen on is bound, a column is read, at once for a target
   *     to dial; exceptionally if that can't be: then it is not served, and not tried again
   */
  public CompletableFuture<Void> add(RemoteSpec spec) {
    return onLoop(() -> addNow(spec));
  }

  private CompletableFuture<Void> addNow(RemoteSpec spec) {
    if (closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the daemon ends"));
    }
    return switch (spec) {
      case RemoteSpec.Direct target -> addDirect(target);
      case RemoteSpec.FromColumn column -> addColumn(column);
    };
  }

  private CompletableFuture<Void> addColumn(RemoteSpec.FromColumn spec) {
    ColumnRemotes known = columns.get(spec.toString());
    if (known != null) {
      return known.firstLook();
    }
    ColumnRemotes added = new ColumnRemotes(spec, context.loop(), Remotes::warn, this::reconcile);
    columns.put(spec.toString(), added);
    added.subscribe(databases.source(spec.database()));
    return added
        .firstLook()
        .whenComplete((done, failure) -> {
          if (failure != null && columns.remove(spec.toString(), added)) {
            added.close();
          }
        });
  }

  private static void warn(String problem) {
    LOG.warn("event=remote-problem reason={}", LogValue.of(problem));
  }

  private CompletableFuture<Void> addDirect(RemoteSpec.Direct spec) {
    Target target = spec.target();
    if (ending.containsKey(target)) {
      return ending
          .get(target)
          .handle((done, failure) -> spec)
          .thenComposeAsync(this::addNow, context.loop());
    }
    direct.putIfAbsent(target.toString(), spec);
    reconcile();
    return begun(running.get(target))
        .whenCompleteAsync(
            (done, failure) -> {
              if (failure != null) {
                direct.remove(target.toString());
                reconcile();
              }
            },
            context.loop());
  }

  private static CompletableFuture<Void> begun(Remote remote) {
    return switch (remote) {
      case ListeningRemote listening -> listening.firstTry();
      case DialledRemote dialled ->
          dialled
              .problem()
              .<CompletableFuture<Void>>map(
                  problem -> CompletableFuture.failedFuture(new IllegalArgumentException(problem)))
              .orElseGet(() -> CompletableFuture.completedFuture(null));
    };
  }

  /**
   * Serves a remote no more and ends its connections.
   *
   * @return whether it was one
   */
  public CompletableFuture<Boolean> remove(RemoteSpec spec) {
    return onLoop(() -> CompletableFuture.completedFuture(removeNow(spec)));
  }

  private boolean removeNow(RemoteSpec spec) {
    ColumnRemotes column = columns.remove(spec.toString());
    if (column != null) {
      column.close();
    }
    boolean was = direct.remove(spec.toString()) != null || column != null;
    reconcile();
    return was;
  }

  /** The remotes that options asked for, in order of their texts. */
  public CompletableFuture<List<String>> list() {
    return onLoop(() -> {
      List<String> texts = new ArrayList<>(columns.keySet());
      texts.addAll(direct.keySet());
      return CompletableFuture.completedFuture(texts);
    });
  }

  /** All remotes, those of rows included. */
  public CompletableFuture<List<View>> views() {
    return onLoop(
        () -> CompletableFuture.completedFuture(running.values().stream().map(View::of).toList()));
  }

  /** Ends all remotes and their connections. */
  public CompletableFuture<Void> close() {
    return onLoop(() -> {
      closed = true;
      statusWriter.close();
      columns.values().forEach(ColumnRemotes::close);
      columns.clear();
      direct.clear();
      List<CompletableFuture<Void>> ends = running.values().stream().map(Remote::close).toList();
      running.clear();
      return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
    });
  }

  private <T> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> work) {
    return CompletableFuture.supplyAsync(work, context.loop()).thenCompose(result -> result);
  }

  /** Ends what is not wanted any more, begins what is new, changes what has other settings. */
  private void reconcile() {
    if (closed) {
      return;
    }
    Map<Target, RemoteSettings> wanted = wanted();
    for (Target target : List.copyOf(running.keySet())) {
      if (!wanted.containsKey(target)) {
        end(target);
      }
    }
    wanted.forEach((target, settings) -> {
      Remote present = running.get(target);
      if (present == null) {
        if (!ending.containsKey(target)) {
          begin(target, settings);
        }
      } else if (!present.settings().equals(settings)) {
        present.change(settings);
      }
    });
    statusWriter.onChange();
  }

  /** Never two sessions to one target: it may begin again when this one is closed. */
  private void end(Target target) {
    context.news(LOG).log("event=remote-removed target={}", target);
    CompletableFuture<Void> closing = running.remove(target).close();
    ending.put(target, closing);
    closing.whenCompleteAsync(
        (done, failure) -> {
          ending.remove(target);
          reconcile();
        },
        context.loop());
  }

  /** What options ask for goes before what rows ask for, the first row before the second. */
  private Map<Target, RemoteSettings> wanted() {
    Map<Target, RemoteSettings> wanted = new LinkedHashMap<>();
    direct
        .values()
        .forEach(spec -> wanted.put(spec.target(), settings(spec, RemoteSettings.DEFAULT)));
    for (ColumnRemotes column : columns.values()) {
      for (WantedRemote remote : column.wanted()) {
        switch (remote) {
          case WantedRemote.Valid valid ->
              wanted.putIfAbsent(valid.target(), settings(column.spec(), valid.settings()));
          case WantedRemote.Invalid invalid -> {}
        }
      }
    }
    return wanted;
  }

  /** An option can take rights from who comes by its remotes; no row can give them back. */
  private static RemoteSettings settings(RemoteSpec option, RemoteSettings settings) {
    return option.readOnly() ? settings.asReadOnly() : settings;
  }

  private void begin(Target target, RemoteSettings settings) {
    Remote remote =
        switch (target) {
          case Target.Active active -> new DialledRemote(active, settings, context);
          case Target.Passive passive -> new ListeningRemote(passive, settings, context);
        };
    running.put(target, remote);
    context.news(LOG).log("event=remote-added target={}", target);
    remote.start();
  }

  private void onStatusChange() {
    statusWriter.onChange();
  }

  private List<StatusWriter.Update> statusUpdates() {
    List<StatusWriter.Update> updates = new ArrayList<>();
    for (ColumnRemotes column : columns.values()) {
      Optional<TableSchema> table = column.state().flatMap(state -> state.rows().statusTable());
      if (table.isPresent()) {
        List<Operation> operations =
            StatusRows.updates(
                table.get(), column.state().orElseThrow().statusRows(), statuses(column));
        if (!operations.isEmpty()) {
          updates.add(new StatusWriter.Update(column.spec().database(), operations));
        }
      }
    }
    return updates;
  }

  private Map<Uuid, RemoteStatus> statuses(ColumnRemotes column) {
    Map<Uuid, RemoteStatus> statuses = new HashMap<>();
    for (WantedRemote wanted : column.wanted()) {
      Optional<RemoteStatus> status =
          switch (wanted) {
            case WantedRemote.Valid valid ->
                Optional.ofNullable(running.get(valid.target())).map(Remote::status);
            case WantedRemote.Invalid invalid ->
                Optional.of(RemoteStatus.failed(invalid.problem()));
          };
      if (wanted.row().isPresent() && status.isPresent()) {
        statuses.put(wanted.row().get(), status.get());
      }
    }
    return statuses;
  }
}
