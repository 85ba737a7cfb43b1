package io.vtepd.daemon.cli;

import io.vtepd.tls.pki.AlternativeName;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaker;
import io.vtepd.tls.pki.PkiDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What {@code vtepd pki} was told. */
public sealed interface PkiSettings {

  /**
   * {@code vtepd pki init}: makes the authorities.
   *
   * @param replace whether such that exist are overwritten
   */
  record Init(PkiDirectory directory, KeyKind kind, Duration validity, boolean replace)
      implements PkiSettings {
    public Init {
      Objects.requireNonNull(directory);
      Objects.requireNonNull(kind);
      Objects.requireNonNull(validity);
    }
  }

  /**
   * {@code vtepd pki request}: makes a key and a request for a certificate.
   *
   * @param keepKey whether the request is for the key that is there
   */
  record Request(KeyMaker maker, KeyKind kind, List<AlternativeName> names, boolean keepKey)
      implements PkiSettings {
    public Request {
      Objects.requireNonNull(maker);
      Objects.requireNonNull(kind);
      names = List.copyOf(names);
    }
  }

  /**
   * {@code vtepd pki sign}: makes an authority sign a request.
   *
   * @param expected the digest that the request must have
   */
  record Sign(
      KeyMaker maker,
      PkiDirectory directory,
      PkiDirectory.Role role,
      Duration validity,
      Optional<Fingerprint> expected)
      implements PkiSettings {
    public Sign {
      Objects.requireNonNull(maker);
      Objects.requireNonNull(directory);
      Objects.requireNonNull(role);
      Objects.requireNonNull(validity);
      Objects.requireNonNull(expected);
    }
  }

  /** {@code vtepd pki self-sign}: certifies a key with itself. */
  record SelfSign(KeyMaker maker, KeyKind kind, List<AlternativeName> names, Duration validity)
      implements PkiSettings {
    public SelfSign {
      Objects.requireNonNull(maker);
      Objects.requireNonNull(kind);
      names = List.copyOf(names);
      Objects.requireNonNull(validity);
    }
  }

  /**
   * {@code vtepd pki revoke}: revokes certificates and writes the lists anew.
   *
   * @param certificates files, or names of keys' files; none to have the lists last longer
   * @param validity of the lists
   */
  record Revoke(PkiDirectory directory, List<Path> certificates, Duration validity)
      implements PkiSettings {
    public Revoke {
      Objects.requireNonNull(directory);
      certificates = List.copyOf(certificates);
      Objects.requireNonNull(validity);
    }
  }

  /** {@code vtepd pki show}: tells what files hold. */
  record Show(List<Path> files, boolean json) implements PkiSettings {
    public Show {
      files = List.copyOf(files);
    }
  }

  /** {@code vtepd pki fingerprint}: digests files. */
  record FingerprintOf(List<Path> files) implements PkiSettings {
    public FingerprintOf {
      files = List.copyOf(files);
    }
  }
}
