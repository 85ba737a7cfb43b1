package io.vtepd.tls.pki;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A certificate request (PKCS#10, RFC 2986) whose maker has proven to hold the key. */
public final class CertificateRequest {
  private static final int LEAST_RSA_BITS = 2048;

  private final PKCS10CertificationRequest request;
  private final PublicKey key;
  private final Optional<GeneralNames> alternatives;

  private CertificateRequest(PKCS10CertificationRequest request, PublicKey key) {
    this.request = request;
    this.key = key;
    this.alternatives =
        Optional.ofNullable(request.getRequestedExtensions())
            .map(extensions -> extensions.getExtension(Extension.subjectAlternativeName))
            .map(extension -> GeneralNames.getInstance(extension.getParsedValue()));
  }

  /** Makes a request that authorities of ovs-pki sign, too. */
  static CertificateRequest make(KeyPair pair, String commonName, List<AlternativeName> names)
      throws PkiException {
    try {
      var builder =
          new JcaPKCS10CertificationRequestBuilder(
              Names.inOrganization(commonName), pair.getPublic());
      if (!names.isEmpty()) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
            Extension.subjectAlternativeName, false, AlternativeName.all(names));
        builder.addAttribute(
            PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
      }
      String algorithm = KeyKind.signatureAlgorithm(pair.getPrivate().getAlgorithm());
      return new CertificateRequest(
          builder.build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())),
          pair.getPublic());
    } catch (OperatorCreationException | IOException e) {
      throw new PkiException("can't make a request for " + commonName + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a request.
   *
   * @throws PkiException if there is none, its signature is not its key's, or the key is too short
   */
  public static CertificateRequest read(Path file) throws PkiException {
    return of(PemFiles.readRequest(file), file);
  }

  static CertificateRequest of(PKCS10CertificationRequest request, Path file) throws PkiException {
    try {
      PublicKey key = new JcaPKCS10CertificationRequest(request).getPublicKey();
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new PkiException(file + ": the request is not signed with its own key; make it anew");
      }
      if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
        throw new PkiException(
            file + ": an RSA key of less than " + LEAST_RSA_BITS + " bits; make another");
      }
      return new CertificateRequest(request, key);
    } catch (GeneralSecurityException
        | OperatorCreationException
        | PKCSException
        | RuntimeException e) {
      // Parts are parsed only here, with exceptions of any kind.
      throw new PkiException(file + ": the request can't be checked: " + e.getMessage(), e);
    }
  }

  X500Name name() {
    return request.getSubject();
  }

  PublicKey key() {
    return key;
  }

  /** The further names that it asks for. */
  Optional<GeneralNames> alternatives() {
    return alternatives;
  }

  /** What a certificate for it says; whatever it asks for, it becomes no authority. */
  Issuance.Subject subject() {
    return new Issuance.Subject(name(), key, alternatives(), false);
  }

  String pem() throws IOException {
    return PemText.of(request);
  }
}
