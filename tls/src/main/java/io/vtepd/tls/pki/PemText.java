package io.vtepd.tls.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Formats keys, certificates and requests as PEM; the files that it writes must not exist. */
public final class PemText {
  private PemText() {}

  /** Formats certificates in their order. */
  public static String ofCertificates(List<X509Certificate> certificates) throws IOException {
    StringBuilder out = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      out.append(of(certificate));
    }
    return out.toString();
  }

  /**
   * Writes a private key as PKCS#8 into a new file of mode 0600.
   *
   * @throws FileAlreadyExistsException if the file exists
   */
  public static void writePrivateKey(Path file, PrivateKey key) throws IOException {
    WholeFile.create(file, ofPrivateKey(key), WholeFile.PRIVATE);
  }

  /**
   * Writes certificates into a new file of mode 0644.
   *
   * @throws FileAlreadyExistsException if the file exists
   */
  public static void writeCertificates(Path file, List<X509Certificate> certificates)
      throws IOException {
    WholeFile.create(file, ofCertificates(certificates), WholeFile.PUBLIC);
  }

  /** Formats a private key as PKCS#8 without a passphrase. */
  static String ofPrivateKey(PrivateKey key) throws IOException {
    return format(new JcaPKCS8Generator(key, null));
  }

  /** Formats a request, or whatever else Bouncy Castle knows a PEM block for. */
  static String of(Object block) throws IOException {
    return format(new JcaMiscPEMGenerator(block));
  }

  private static String format(PemObjectGenerator content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(content);
    }
    return text.toString();
  }
}
