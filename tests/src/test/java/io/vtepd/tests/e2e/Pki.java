package io.vtepd.tests.e2e;

import io.vtepd.tls.pki.CertificateAuthority;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaterial;
import io.vtepd.tls.pki.PemText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A certificate authority, and keys of peers as files. */
public final class Pki {

  private final Path folder;
  private final CertificateAuthority authority;

  public Pki(Path folder, String name) throws GeneralSecurityException, IOException {
    this.folder = Files.createDirectories(folder);
    this.authority =
        CertificateAuthority.create(name, KeyKind.EC_P256, Instant.now(), Duration.ofDays(1));
    PemText.writeCertificates(certificate(), List.of(authority.certificate()));
  }

  /** The authority's certificate. */
  public Path certificate() {
    return folder.resolve("cacert.pem");
  }

  /** The same for a peer that is written in Java: one PKCS #12 file with its keys and its trust. */
  public Path keyStore(String peer, String password) throws GeneralSecurityException, IOException {
    KeyMaterial own = authority.issue(peer, KeyKind.EC_P256, Instant.now(), Duration.ofDays(1));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        own.key(),
        password.toCharArray(),
        new Certificate[] {own.certificate(), authority.certificate()});
    store.setCertificateEntry("authority", authority.certificate());
    Path file = folder.resolve(peer + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  /** Keys for one peer, as the options that vtepd and every program of Open vSwitch take. */
  public List<String> options(String peer) throws GeneralSecurityException, IOException {
    KeyMaterial own = authority.issue(peer, KeyKind.EC_P256, Instant.now(), Duration.ofDays(1));
    Path key = folder.resolve(peer + "-privkey.pem");
    Path certificate = folder.resolve(peer + "-cert.pem");
    PemText.writePrivateKey(key, own.key());
    PemText.writeCertificates(certificate, List.of(own.certificate()));
    return List.of(
        "--private-key=" + key, "--certificate=" + certificate, "--ca-cert=" + certificate());
  }
}
