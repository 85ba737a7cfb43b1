package io.vtepd.daemon.manager;

import io.vtepd.tls.logging.LogThrottle;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.stream.Connector;
import io.vtepd.tls.stream.Reconnect;
import io.vtepd.tls.stream.Target;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A remote that is dialled, for ever. */
final class DialledRemote extends Remote {

  private static final Logger LOG = LoggerFactory.getLogger(DialledRemote.class);
  private static final long EQUAL_LINES_MS = 60_000;

  private final Target.Active active;
  private final LogThrottle throttle = new LogThrottle(EQUAL_LINES_MS);
  private Optional<Connector> connector = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private boolean wasConnected;

  DialledRemote(Target.Active target, RemoteSettings settings, RemoteContext context) {
    super(target, settings, context);
    this.active = target;
  }

  @Override
  void start() {
    try {
      connector =
          Optional.of(
              Connector.start(
                  context().transport(),
                  active,
                  settings().backoff(),
                  this::onReady,
                  status -> context().loop().execute(() -> onStatus(status))));
    } catch (IllegalArgumentException e) {
      // The target needs keys that we do not have.
      problem = Optional.of(e.getMessage());
      LOG.warn("event=controller-down target={} cause={}", active, LogValue.of(e.getMessage()));
    }
  }

  /** Why it is not even dialled; empty if it is. */
  Optional<String> problem() {
    return problem;
  }

  private void onStatus(Reconnect.Status status) {
    if (status.isConnected() != wasConnected || status.phase() == Reconnect.Phase.BACKOFF) {
      wasConnected = status.isConnected();
      log(status);
    }
    context().onChange().run();
  }

  private void log(Reconnect.Status status) {
    if (status.isConnected()) {
      LOG.info("event=controller-up target={}", active);
      return;
    }
    boolean untried = status.tryCount() == 0 && status.lastError().isEmpty();
    if (untried || status.phase() == Reconnect.Phase.VOID) {
      return;
    }
    String cause = LogValue.of(status.lastError().orElse("closed by the peer"));
    OptionalLong heldBack = throttle.pass(cause, context().nowMs());
    if (heldBack.isPresent()) {
      LOG.warn(
          "event=controller-down target={} cause={} try={} held-back={}",
          active,
          cause,
          status.tryCount(),
          heldBack.getAsLong());
    }
  }

  @Override
  void change(RemoteSettings other) {
    super.change(other);
    connector.ifPresent(dialling -> dialling.setBackoff(other.backoff()));
  }

  @Override
  boolean isBound() {
    return true;
  }

  @Override
  RemoteStatus status() {
    if (problem.isPresent()) {
      return RemoteStatus.failed(problem.get());
    }
    return connector
        .map(dialling -> RemoteStatus.of(dialling.status(), locks()))
        .orElseGet(() -> RemoteStatus.failed("not started"));
  }

  @Override
  CompletableFuture<Void> close() {
    return connector.map(Connector::close).orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
