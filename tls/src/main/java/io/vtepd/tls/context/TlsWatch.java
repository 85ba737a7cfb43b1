package io.vtepd.tls.context;

import io.vtepd.tls.logging.LogThrottle;
import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.PkiException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after keys and certificates while they are used: reads them again when the files have
 * changed, and warns before they end.
 *
 * <p>Looks instead of being told (WatchService): a key that is renewed behind a link, or on a file
 * system of another machine, is noticed, too. For one thread.
 */
public final class TlsWatch {
  /** Time between two looks. A change is taken at the second look that finds the same files. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TlsWatch.class);

  private final TlsContexts contexts;
  private final LogThrottle daily = new LogThrottle(Duration.ofDays(1).toMillis());
  private Map<Path, FileStamp> seen = Map.of();

  /** Watches the files of these contexts. */
  public TlsWatch(TlsContexts contexts) {
    this.contexts = contexts;
  }

  /** Looks once. */
  public void look(Instant now) {
    Map<Path, FileStamp> found = FileStamp.of(contexts.settings().files());
    // Key and certificate are written one after the other: not while that goes on.
    if (contexts.isStale(found) && found.equals(seen)) {
      reload(now);
    }
    seen = found;
    contexts.current().expiries().forEach(expiry -> warn(expiry, now));
  }

  private void reload(Instant now) {
    try {
      TlsContext taken = contexts.reload(now);
      LOG.info(
          "event=tls-reloaded fingerprint={} expires={}",
          Fingerprint.of(taken.certificate()),
          taken.certificate().getNotAfter().toInstant());
    } catch (PkiException e) {
      LOG.warn("event=tls-reload-failed cause={} in-use=old", LogValue.of(e.getMessage()));
    }
  }

  private void warn(Expiry expiry, Instant now) {
    if (!expiry.isNear(now)) {
      return;
    }
    long days = expiry.daysLeft(now);
    String file = LogValue.of(expiry.file().toString());
    OptionalLong passed = daily.pass(expiry.use() + " " + expiry.at() + file, now.toEpochMilli());
    if (passed.isPresent()) {
      LOG.warn("event=certificate-expiring days={} use={} file={}", days, expiry.use(), file);
    }
  }
}
