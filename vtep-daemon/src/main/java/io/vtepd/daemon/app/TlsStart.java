package io.vtepd.daemon.app;

import io.vtepd.tls.context.TlsContexts;
import io.vtepd.tls.context.TlsSettings;
import io.vtepd.tls.context.WarmUp;
import io.vtepd.tls.pki.PkiException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads and warms up TLS while the databases are read. */
final class TlsStart {

  private static final Logger LOG = LoggerFactory.getLogger(TlsStart.class);

  private TlsStart() {}

  static CompletableFuture<Optional<TlsContexts>> begin(Optional<TlsSettings> settings) {
    if (settings.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    CompletableFuture<Optional<TlsContexts>> loaded = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("tls-start")
        .daemon()
        .start(() -> {
          try {
            loaded.complete(Optional.of(load(settings.get())));
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

  static Optional<TlsContexts> await(CompletableFuture<Optional<TlsContexts>> loading)
      throws StartupException {
    return Joined.join(loading, "TLS");
  }
}
