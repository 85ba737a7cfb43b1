package io.vtepd.tls.context;

import java.security.cert.CertificateException;

/** The peer is signed by our CA, but not one of those that are to be let in. */
final class UnknownPeerException extends CertificateException {
  private static final long serialVersionUID = 1L;

  UnknownPeerException(String message) {
    super(message);
  }
}
