package io.vtepd.tls.context;

import io.vtepd.tls.pki.CertificateAuthority;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaterial;
import io.vtepd.tls.pki.PemText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A CA with its PEM files in a directory. */
public final class TestPki {
  private static final Duration VALIDITY = Duration.ofDays(1);

  private final Path directory;
  private final CertificateAuthority authority;
  private final KeyKind kind;

  /** The CA's certificate. */
  public final Path caFile;

  /** Makes the CA and writes its certificate. */
  public TestPki(Path directory, String name, KeyKind kind) throws IOException {
    this.directory = directory;
    this.kind = kind;
    this.authority = CertificateAuthority.create(name, kind, issuedAt(), VALIDITY);
    this.caFile = directory.resolve(name + "-cacert.pem");
    PemText.writeCertificates(caFile, List.of(authority.certificate()));
  }

  /** Issues a certificate and writes NAME-privkey.pem and NAME-cert.pem. */
  public KeyMaterial issue(String name) throws IOException {
    return write(name, authority.issue(name, kind, issuedAt(), VALIDITY));
  }

  /** As {@link #issue}, with a certificate that is over. */
  public KeyMaterial issueExpired(String name) throws IOException {
    Instant past = Instant.now().minus(VALIDITY.multipliedBy(2));
    return write(name, authority.issue(name, kind, past, VALIDITY));
  }

  private KeyMaterial write(String name, KeyMaterial issued) throws IOException {
    PemText.writePrivateKey(key(name), issued.key());
    PemText.writeCertificates(certificate(name), issued.chain());
    return issued;
  }

  /** NAME-privkey.pem. */
  public Path key(String name) {
    return directory.resolve(name + "-privkey.pem");
  }

  /** NAME-cert.pem. */
  public Path certificate(String name) {
    return directory.resolve(name + "-cert.pem");
  }

  /** Settings of an end that trusts this CA. */
  public TlsSettings settings(String name) throws IOException {
    return settings(name, new CaFile.Given(caFile));
  }

  /** Settings of an end of this CA with another trust. */
  public TlsSettings settings(String name, CaFile ca) throws IOException {
    if (!Files.exists(key(name))) {
      issue(name);
    }
    return TlsSettings.of(key(name), certificate(name), ca);
  }

  /** The contexts of those settings. */
  public TlsContexts contexts(String name) throws IOException {
    return TlsContexts.load(settings(name), Instant.now());
  }

  private static Instant issuedAt() {
    return Instant.now().minus(Duration.ofMinutes(1));
  }
}
