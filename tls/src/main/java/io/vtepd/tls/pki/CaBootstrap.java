package io.vtepd.tls.pki;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Learns a CA certificate from the first peer, as {@code --bootstrap-ca-cert} of Open vSwitch does:
 * trust on first use, so whoever answers that first dial is believed.
 */
public final class CaBootstrap {
  private CaBootstrap() {}

  /**
   * Finds the self-signed CA that the peer's certificate leads to within the chain it presented.
   *
   * <p>Stricter than Open vSwitch, which takes the last certificate whatever it signed: a CA that
   * did not sign this very peer would lock it out from the next dial on.
   *
   * @param presented the peer's certificate first
   * @throws PkiException if the chain holds no such CA
   */
  public static X509Certificate authorityIn(List<X509Certificate> presented) throws PkiException {
    if (presented.isEmpty()) {
      throw new PkiException("the peer presented no certificate to bootstrap the CA from");
    }
    X509Certificate last =
        Certificates.chain(presented.getFirst(), new ArrayList<>(presented)).getLast();
    if (!Certificates.isSelfSigned(last) || !Certificates.isAuthority(last)) {
      throw new PkiException(
          "the peer presented "
              + presented.size()
              + " certificate(s) and no self-signed CA among"
              + " them to bootstrap from; let it send its CA certificate (Open vSwitch:"
              + " --peer-ca-cert), or give its CA file with --ca-cert");
    }
    return last;
  }

  /**
   * Writes the CA certificate into a new file.
   *
   * @return false if the file appeared meanwhile: it is left as it is
   */
  public static boolean store(Path file, X509Certificate authority) throws PkiException {
    try {
      PemText.writeCertificates(file, List.of(authority));
      return true;
    } catch (FileAlreadyExistsException e) {
      // Another process was first; its choice stands, and the caller reads it.
      return false;
    } catch (IOException e) {
      throw new PkiException(
          file
              + ": can't write the bootstrapped CA certificate: "
              + e
              + "; make the directory writable for this service",
          e);
    }
  }
}
