package io.vtepd.tls.context;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * From when and until when something of ours is good, for metrics and warnings. When a peer's
 * certificate ends tells {@code Peer.Certified}.
 *
 * @param use what it is there for
 * @param file that it was read from
 * @param from the first moment
 * @param at the last moment
 */
public record Expiry(Use use, Path file, Instant from, Instant at) {
  /** What ends. */
  public enum Use {
    /** Our own certificate. */
    OWN("own", 30),
    /** A certificate that peers must be signed by. */
    CA("ca", 30),
    /** A revocation list; it goes on to count, but newer revocations are missing. */
    CRL("crl", 3);

    private final String word;
    private final int warningDays;

    Use(String word, int warningDays) {
      this.word = word;
      this.warningDays = warningDays;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  static Expiry of(Use use, Path file, X509Certificate certificate) {
    return new Expiry(
        use, file, certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** Whether it is time to tell the operator; lists are renewed more often than certificates. */
  public boolean isNear(Instant now) {
    return daysLeft(now) < use.warningDays;
  }

  /** Whole days that are left; negative when it is over. */
  public long daysLeft(Instant now) {
    return Math.floorDiv(Duration.between(now, at).toSeconds(), Duration.ofDays(1).toSeconds());
  }
}
