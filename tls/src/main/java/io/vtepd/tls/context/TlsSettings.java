package io.vtepd.tls.context;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the operator says about TLS, under the names of Open vSwitch's options.
 *
 * @param privateKeyFile {@code --private-key}
 * @param certificateFile {@code --certificate}; issuers in it are sent along
 * @param ca {@code --ca-cert} or {@code --bootstrap-ca-cert}
 * @param peerCaFile {@code --peer-ca-cert}: further certificates that are sent, for a peer that
 *     bootstraps from us
 * @param protocols {@code --ssl-protocols} in Java's names; not empty
 * @param ciphers {@code --ssl-ciphers} in RFC names; empty for the default ones, and without one of
 *     TLS 1.3 the default ones of that
 */
public record TlsSettings(
    Path privateKeyFile,
    Path certificateFile,
    CaFile ca,
    Optional<Path> peerCaFile,
    List<String> protocols,
    List<String> ciphers) {
  /** TLS 1.2 for controllers that know no better, 1.3 for the others. */
  public static final List<String> DEFAULT_PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /** Copies the lists and checks the protocols' names. */
  public TlsSettings {
    Objects.requireNonNull(privateKeyFile, "privateKeyFile");
    Objects.requireNonNull(certificateFile, "certificateFile");
    Objects.requireNonNull(ca, "ca");
    Objects.requireNonNull(peerCaFile, "peerCaFile");
    protocols = List.copyOf(protocols);
    ciphers = List.copyOf(ciphers);
    if (protocols.isEmpty() || !DEFAULT_PROTOCOLS.containsAll(protocols)) {
      throw new IllegalArgumentException(
          "TLS protocols "
              + protocols
              + ": give one or both of "
              + DEFAULT_PROTOCOLS
              + "; older ones are broken and not offered");
    }
  }

  /** The usual settings: default protocols and ciphers, nothing more sent than our own chain. */
  public static TlsSettings of(Path privateKeyFile, Path certificateFile, CaFile ca) {
    return new TlsSettings(
        privateKeyFile, certificateFile, ca, Optional.empty(), DEFAULT_PROTOCOLS, List.of());
  }

  TlsSettings withProtocol(String protocol) {
    return new TlsSettings(
        privateKeyFile, certificateFile, ca, peerCaFile, List.of(protocol), ciphers);
  }
}
