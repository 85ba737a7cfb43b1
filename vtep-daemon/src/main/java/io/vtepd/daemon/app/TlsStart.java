package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.DaemonSettings;
import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsSettings;
import io.vtepd.tls.context.TlsWatch;
import io.vtepd.tls.context.WarmUp;
import io.vtepd.tls.pki.PkiException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and warms up TLS while the databases are read. */
final class TlsStart {

  private static final Logger LOG = LoggerFactory.getLogger(TlsStart.class);

  private TlsStart() {}

  static CompletableFuture<Optional<TlsContexts>> begin(DaemonSettings settings) {
    if (settings.tls().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<TlsContexts>> loaded = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("tls-start")
        .daemon()
        .start(() -> {
          try {
            if (settings.ownKeys().isPresent()) {
              OwnKeys.ensure(settings.ownKeys().get(), System.out);
            }
            loaded.complete(Optional.of(load(settings.tls().get())));
          } catch (PkiException | RuntimeException e) {
            loaded.completeExceptionally(new CompletionException(e.getMessage(), e));
          }
        });
    return loaded;
  }

  private static TlsContexts load(TlsSettings settings) throws PkiException {
    TlsContexts contexts = TlsContexts.load(settings, InstantSource.system().instant());
    WarmUp warmUp = contexts.warmUp();
    LOG.info(
        "event=tls-ready first-handshake-us={} last-handshake-us={}",
        warmUp.firstMicros(),
        warmUp.lastMicros());
    return contexts;
  }

  /** Looks after the files from now on. */
  static void watch(TlsContexts contexts, Opened opened) {
    ScheduledExecutorService looking =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tls-watch").daemon().factory());
    TlsWatch watch = new TlsWatch(contexts);
    looking.scheduleWithFixedDelay(
        () -> look(watch), 0, TlsWatch.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    opened.add("watch over keys", looking::shutdownNow);
  }

  /** The executor would drop a task that fails, without a word. */
  private static void look(TlsWatch watch) {
    try {
      watch.look(InstantSource.system().instant());
    } catch (RuntimeException e) {
      LOG.error("event=tls-watch-failed", e);
    }
  }

  static Optional<TlsContexts> await(CompletableFuture<Optional<TlsContexts>> loading)
      throws StartupException {
    return Joined.join(loading, "TLS");
  }
}
