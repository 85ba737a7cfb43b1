package io.vtepd.tls.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.X509TrustedCertificateBlock;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads PEM files: PKCS#8 and traditional keys (also behind an EC PARAMETERS block), certificates,
 * chains and CA bundles. Text around the blocks is skipped, as ovs-pki writes it there.
 */
public final class PemFiles {
  /** Bytes of a PEM file; the largest public CA bundles have a quarter of it. */
  public static final int FILE_LIMIT_BYTES = 1 << 20;

  /** A key that others can read is not private; the group may read it (as ssl-cert in Debian). */
  private static final Set<PosixFilePermission> UNSAFE_KEY_MODES =
      EnumSet.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private PemFiles() {}

  /**
   * Reads the first private key of a file.
   *
   * @throws PkiException if there is none, it is encrypted, or its mode lets others read it
   */
  public static PrivateKey readPrivateKey(Path file) throws PkiException {
    List<Object> blocks = readBlocks(file, "private key");
    requireSafeMode(file);
    for (Object block : blocks) {
      switch (block) {
        case PEMKeyPair pair -> {
          return toKey(file, pair.getPrivateKeyInfo());
        }
        case PrivateKeyInfo key -> {
          return toKey(file, key);
        }
        case PEMEncryptedKeyPair encrypted -> throw encrypted(file);
        case PKCS8EncryptedPrivateKeyInfo encrypted -> throw encrypted(file);
        default -> {
          // EC PARAMETERS before the key, or the certificate in a combined file.
        }
      }
    }
    throw new PkiException(
        file
            + ": holds no private key"
            + kinds(blocks)
            + "; give the file made with the"
            + " certificate request (ovs-pki names it NAME-privkey.pem)");
  }

  /**
   * Reads all certificates of a file, in their order.
   *
   * @throws PkiException if there is none
   */
  public static List<X509Certificate> readCertificates(Path file) throws PkiException {
    List<Object> blocks = readBlocks(file, "certificate");
    List<X509Certificate> certificates = new ArrayList<>();
    for (Object block : blocks) {
      if (block instanceof X509CertificateHolder holder) {
        certificates.add(toCertificate(file, holder));
      } else if (block instanceof X509TrustedCertificateBlock trusted) {
        certificates.add(toCertificate(file, trusted.getCertificateHolder()));
      }
    }
    if (certificates.isEmpty()) {
      throw new PkiException(
          file
              + ": holds no certificate"
              + kinds(blocks)
              + "; give a PEM file with BEGIN CERTIFICATE");
    }
    return List.copyOf(certificates);
  }

  /**
   * Reads the revocation lists of a file.
   *
   * @param authorities one of which must have signed each list; empty if they are not known yet
   * @throws PkiException if there is none, or somebody else has signed it
   */
  public static List<X509CRL> readCrls(Path file, List<X509Certificate> authorities)
      throws PkiException {
    List<Object> blocks = readBlocks(file, "certificate revocation list");
    List<X509CRL> crls = new ArrayList<>();
    for (Object block : blocks) {
      if (block instanceof X509CRLHolder holder) {
        X509CRL crl = toCrl(file, holder);
        if (!authorities.isEmpty()
            && authorities.stream().noneMatch(each -> Certificates.isIssuedBy(crl, each))) {
          throw new PkiException(
              file
                  + ": the revocation list of "
                  + crl.getIssuerX500Principal().getName()
                  + " is not signed by our CA; give the list that the CA in the CA file makes");
        }
        crls.add(crl);
      }
    }
    if (crls.isEmpty()) {
      throw new PkiException(
          file
              + ": holds no certificate revocation list"
              + kinds(blocks)
              + "; give a PEM file with BEGIN X509 CRL (openssl ca -gencrl makes one)");
    }
    return List.copyOf(crls);
  }

  /** Reads the first certificate request of a file. */
  static PKCS10CertificationRequest readRequest(Path file) throws PkiException {
    List<Object> blocks = readBlocks(file, "certificate request");
    for (Object block : blocks) {
      if (block instanceof PKCS10CertificationRequest request) {
        return request;
      }
    }
    throw new PkiException(
        file
            + ": holds no certificate request"
            + kinds(blocks)
            + "; give the NAME that it was made for ('vtepd pki request NAME')");
  }

  /**
   * Reads the certificates of a CA file and leaves out those that are not valid.
   *
   * @param now the time at which they must be valid
   * @throws PkiException if none is left
   */
  public static List<X509Certificate> readAuthorities(Path file, Instant now) throws PkiException {
    List<X509Certificate> authorities = readCertificates(file);
    List<X509Certificate> valid =
        authorities.stream()
            .filter(authority -> !now.isAfter(authority.getNotAfter().toInstant()))
            .filter(authority -> !now.isBefore(authority.getNotBefore().toInstant()))
            .toList();
    if (valid.isEmpty()) {
      Certificates.requireValid(authorities.getFirst(), file.toString(), now);
    }
    return valid;
  }

  /** All PEM blocks of a file, as Bouncy Castle's parser reads them. */
  static List<Object> readBlocks(Path file, String what) throws PkiException {
    List<Object> blocks = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(readText(file)))) {
      for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
        blocks.add(block);
      }
      return blocks;
    } catch (NoSuchFileException e) {
      throw new PkiException(file + ": no such file; give the PEM file with the " + what, e);
    } catch (IOException | RuntimeException e) {
      // The parser has exceptions of many kinds for what is no PEM.
      throw new PkiException(file + ": can't read a " + what + " from it: " + e.getMessage(), e);
    }
  }

  private static String readText(Path file) throws IOException {
    return new String(readBytes(file), StandardCharsets.ISO_8859_1);
  }

  static byte[] readBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(FILE_LIMIT_BYTES + 1);
      if (bytes.length > FILE_LIMIT_BYTES) {
        throw new IOException("it is larger than " + FILE_LIMIT_BYTES + " bytes");
      }
      return bytes;
    }
  }

  private static void requireSafeMode(Path file) throws PkiException {
    try {
      Set<PosixFilePermission> modes = EnumSet.noneOf(PosixFilePermission.class);
      modes.addAll(Files.getPosixFilePermissions(file));
      modes.retainAll(UNSAFE_KEY_MODES);
      if (!modes.isEmpty()) {
        throw new PkiException(
            file + ": the private key is open to others (" + modes + "); chmod 600 " + file);
      }
    } catch (PkiException e) {
      throw e;
    } catch (IOException e) {
      throw new PkiException(file + ": can't read its mode: " + e.getMessage(), e);
    }
  }

  private static PrivateKey toKey(Path file, PrivateKeyInfo key) throws PkiException {
    PrivateKey read;
    try {
      read = new JcaPEMKeyConverter().getPrivateKey(key);
    } catch (IOException e) {
      throw new PkiException(
          file
              + ": the private key is of a kind that the JDK does not know ("
              + key.getPrivateKeyAlgorithm().getAlgorithm()
              + "); make an RSA or EC P-256 key",
          e);
    } catch (RuntimeException e) {
      throw new PkiException(file + ": the private key is malformed: " + e.getMessage(), e);
    }
    if (read.getAlgorithm().equals("DSA")) {
      throw new PkiException(
          file + ": DSA keys do not work with TLS 1.2 and 1.3; make an RSA or EC P-256 key");
    }
    return read;
  }

  static X509Certificate toCertificate(Path file, X509CertificateHolder holder)
      throws PkiException {
    try {
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (CertificateException | RuntimeException e) {
      // Parts are parsed only here, with exceptions of other kinds.
      throw new PkiException(file + ": a certificate in it is malformed: " + e.getMessage(), e);
    }
  }

  static X509CRL toCrl(Path file, X509CRLHolder holder) throws PkiException {
    try {
      return new JcaX509CRLConverter().getCRL(holder);
    } catch (CRLException | RuntimeException e) {
      throw new PkiException(file + ": a revocation list in it is malformed: " + e.getMessage(), e);
    }
  }

  private static PkiException encrypted(Path file) {
    return new PkiException(
        file
            + ": the private key is encrypted; write it without a passphrase: openssl pkey -in "
            + file
            + " -out FILE, and chmod 600 FILE");
  }

  private static String kinds(List<Object> blocks) {
    if (blocks.isEmpty()) {
      return " and no PEM block at all";
    }
    return switch (blocks.getFirst()) {
      case X509CertificateHolder certificate -> " but a certificate";
      case PEMKeyPair key -> " but a private key";
      case PrivateKeyInfo key -> " but a private key";
      default -> " but another kind of PEM block";
    };
  }
}
