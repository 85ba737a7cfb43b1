package io.vtepd.daemon.manager;

import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.Listener;
import io.vtepd.tls.stream.Target;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A remote that is listened on. A bind that fails is tried again, for ever. */
final class ListeningRemote extends Remote {

  private static final Logger LOG = LoggerFactory.getLogger(ListeningRemote.class);
  private static final long FIRST_RETRY_MS = 250;
  private static final long LAST_RETRY_MS = 8_000;

  private final Target.Passive passive;
  private final CompletableFuture<Void> firstTry = new CompletableFuture<>();
  private Optional<Listener> listener = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private CompletableFuture<Void> binding = CompletableFuture.completedFuture(null);
  private long retryMs = FIRST_RETRY_MS;
  private boolean closing;

  ListeningRemote(Target.Passive target, RemoteSettings settings, RemoteContext context) {
    super(target, settings, context);
    this.passive = target;
  }

  /** Completes when it was bound, exceptionally when the first try to has failed. */
  CompletableFuture<Void> firstTry() {
    return firstTry;
  }

  @Override
  void start() {
    CompletableFuture<Void> tried = new CompletableFuture<>();
    binding = tried;
    try {
      Listener.bind(context().transport(), passive, context().listening(), this::onReady)
          .whenComplete((bound, failure) ->
              context()
                  .loop()
                  .execute(() -> {
                    onTried(Optional.ofNullable(bound), failure);
                    tried.complete(null);
                  }));
    } catch (IllegalArgumentException e) {
      // The target needs keys that we do not have; no use in trying again.
      onProblem(e);
      tried.complete(null);
    }
  }

  private void onTried(Optional<Listener> bound, Throwable failure) {
    if (bound.isPresent()) {
      listener = bound;
      context().news(LOG).log("event=listening target={}", bound.get().target());
      problem = Optional.empty();
      firstTry.complete(null);
      context().onChange().run();
    } else {
      onProblem(failure instanceof CompletionException ? failure.getCause() : failure);
      if (!closing) {
        context().loop().schedule(this::retry, retryMs, TimeUnit.MILLISECONDS);
        retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
      }
    }
  }

  private void retry() {
    if (!closing) {
      start();
    }
  }

  private void onProblem(Throwable failure) {
    Optional<String> reason = Optional.of(String.valueOf(failure.getMessage()));
    if (!reason.equals(problem)) {
      problem = reason;
      LOG.warn(
          "event=listen-failed target={} cause={}", passive, LogValue.of(reason.orElseThrow()));
    }
    firstTry.completeExceptionally(failure);
    context().onChange().run();
  }

  @Override
  RemoteStatus status() {
    if (problem.isPresent()) {
      return RemoteStatus.failed(problem.get());
    }
    return RemoteStatus.ofListener(
        boundPort(), connectionCount(), secSinceConnect(), secSinceDisconnect(), locks());
  }

  @Override
  boolean isBound() {
    return listener.isPresent();
  }

  private OptionalInt boundPort() {
    return switch (listener.map(Listener::target).orElse(passive)) {
      case Target.Pssl pssl -> OptionalInt.of(pssl.tcpPort());
      case Target.Ptcp ptcp -> OptionalInt.of(ptcp.tcpPort());
      case Target.Punix punix -> OptionalInt.empty();
    };
  }

  @Override
  CompletableFuture<Void> close() {
    closing = true;
    return binding.thenCompose(tried ->
        listener
            .map(ListeningRemote::close)
            .orElseGet(() -> CompletableFuture.completedFuture(null)));
  }

  private static CompletableFuture<Void> close(Listener bound) {
    return bound.close().whenComplete((done, e) -> bound.closeConnections("remote removed"));
  }
}
