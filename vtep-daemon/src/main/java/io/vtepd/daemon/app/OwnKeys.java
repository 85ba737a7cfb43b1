package io.vtepd.daemon.app;

import io.vtepd.tls.logging.LogValue;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaker;
import io.vtepd.tls.pki.PemText;
import io.vtepd.tls.pki.PkiException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key that the first start makes when TLS is wanted and no key is named. */
final class OwnKeys {

  private static final Logger LOG = LoggerFactory.getLogger(OwnKeys.class);
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** As long as what ovs-pki makes. */
  private static final Duration VALIDITY = Duration.ofDays(3650);

  private OwnKeys() {}

  /**
   * Makes a certificate, and its key if that is missing, too, and prints what a controller has to
   * be given. What exists stays as it is.
   */
  static void ensure(KeyFiles files, PrintStream out) throws PkiException {
    if (Files.exists(files.certificate())) {
      return;
    }
    X509Certificate certificate;
    String pem;
    try {
      Files.createDirectories(files.certificate().toAbsolutePath().getParent());
      certificate =
          new KeyMaker(files, Files.readString(HOST_NAME).strip(), false)
              .selfSign(KeyKind.RSA_2048, List.of(), InstantSource.system().instant(), VALIDITY);
      pem = PemText.ofCertificates(List.of(certificate));
    } catch (PkiException e) {
      throw e;
    } catch (IOException e) {
      throw new PkiException(files.certificate() + ": can't be made: " + e, e);
    }
    Fingerprint fingerprint = Fingerprint.of(certificate);
    LOG.info(
        "event=key-made certificate={} fingerprint={}",
        LogValue.of(files.certificate().toString()),
        fingerprint);
    out.printf(
        "vtepd has made itself a key and certified it:%n  %s%n  %s%n  SHA-256 %s%n"
            + "Give this certificate to the controllers:%n%s",
        files.privateKey(), files.certificate(), fingerprint, pem);
    out.flush();
  }
}
