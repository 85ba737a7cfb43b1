package io.vtepd.tls.pki;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the files of a key, as {@code ovs-pki req} and {@code ovs-pki self-sign} do.
 *
 * @param files what is written
 * @param commonName what the certificate is for
 * @param replace whether files that exist are overwritten
 */
public record KeyMaker(KeyFiles files, String commonName, boolean replace) {

  /** A maker that calls the certificate as the files are called. */
  public static KeyMaker of(KeyFiles files, boolean replace) {
    return new KeyMaker(files, files.commonName(), replace);
  }

  /**
   * Makes a key and a request for it.
   *
   * @param names that the certificate shall have beside the file's name; empty for that one
   * @throws PkiException if one of the files exists
   */
  public void request(KeyKind kind, List<AlternativeName> names) throws PkiException {
    requireAbsent(List.of(files.privateKey(), files.request()));
    KeyPair pair = kind.generate();
    CertificateRequest request = CertificateRequest.make(pair, commonName, named(names));
    writeKey(pair);
    writeRequest(request);
  }

  /** Makes a request for the key that is there. */
  public void requestAgain(List<AlternativeName> names) throws PkiException {
    requireAbsent(List.of(files.request()));
    KeyPair pair = PublicKeys.readPair(files.privateKey());
    writeRequest(CertificateRequest.make(pair, commonName, named(names)));
  }

  /**
   * Signs the request with the key itself. A key that is missing is made; without a request the
   * certificate says what {@link #request} would ask for.
   *
   * @throws PkiException if the certificate exists, or request and key don't belong together
   */
  public X509Certificate selfSign(
      KeyKind kind, List<AlternativeName> names, Instant now, Duration validity)
      throws PkiException {
    requireAbsent(List.of(files.certificate()));
    boolean made = !Files.exists(files.privateKey());
    KeyPair pair = made ? kind.generate() : PublicKeys.readPair(files.privateKey());
    Optional<CertificateRequest> present =
        Files.exists(files.request())
            ? Optional.of(CertificateRequest.read(files.request()))
            : Optional.empty();
    CertificateRequest request =
        present.isPresent()
            ? present.get()
            : CertificateRequest.make(pair, commonName, named(names));
    if (!request.key().equals(pair.getPublic())) {
      throw new PkiException(
          files.request()
              + ": is not for the key in "
              + files.privateKey()
              + "; remove it, or give the pair that was made together");
    }
    X509Certificate certificate =
        Issuance.sign(
            new Issuance.Issuer(request.name(), pair.getPublic(), pair.getPrivate()),
            request.subject(),
            Issuance.randomSerial(),
            now,
            validity);
    if (made) {
      writeKey(pair);
    }
    writeCertificate(certificate);
    return certificate;
  }

  /** Writes the certificate that an authority has signed. */
  void writeCertificate(X509Certificate certificate) throws PkiException {
    write(
        files.certificate(), () -> PemText.ofCertificates(List.of(certificate)), WholeFile.PUBLIC);
  }

  void requireAbsent(List<Path> paths) throws PkiException {
    for (Path file : paths) {
      if (!replace && Files.exists(file)) {
        throw exists(file);
      }
    }
  }

  private static PkiException exists(Path file) {
    return new PkiException(file + ": exists; move it away, or give --force to have it replaced");
  }

  private List<AlternativeName> named(List<AlternativeName> names) {
    List<AlternativeName> all = new ArrayList<>(names);
    if (names.isEmpty()) {
      try {
        all.add(new AlternativeName(AlternativeName.Kind.DNS, commonName));
      } catch (IllegalArgumentException e) {
        // A file's name that no host can have: then the common name is all.
        return all;
      }
    }
    return all;
  }

  private void writeKey(KeyPair pair) throws PkiException {
    write(files.privateKey(), () -> PemText.ofPrivateKey(pair.getPrivate()), WholeFile.PRIVATE);
  }

  private void writeRequest(CertificateRequest request) throws PkiException {
    write(files.request(), request::pem, WholeFile.PUBLIC);
  }

  /** What makes a file's text. */
  private interface Text {
    String get() throws IOException;
  }

  private void write(Path file, Text text, Set<PosixFilePermission> mode) throws PkiException {
    try {
      if (replace) {
        WholeFile.replace(file, text.get(), mode);
      } else {
        WholeFile.create(file, text.get(), mode);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    } catch (IOException e) {
      throw new PkiException(
          file + ": can't be written: " + e + "; name a folder that you may write to", e);
    }
  }
}
