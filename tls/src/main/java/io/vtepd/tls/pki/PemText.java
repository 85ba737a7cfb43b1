package io.vtepd.tls.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;

/** Formats keys and certificates as PEM and writes new files; an existing file is never touched. */
public final class PemText {
  private static final String KEY_MODE = "rw-------";
  private static final String CERTIFICATE_MODE = "rw-r--r--";

  private PemText() {}

  /** Formats certificates in their order. */
  public static String ofCertificates(List<X509Certificate> certificates) throws IOException {
    StringBuilder out = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      out.append(format(new JcaMiscPEMGenerator(certificate)));
    }
    return out.toString();
  }

  /**
   * Writes a private key as PKCS#8 into a new file of mode 0600.
   *
   * @throws FileAlreadyExistsException if the file exists
   */
  public static void writePrivateKey(Path file, PrivateKey key) throws IOException {
    write(file, format(new JcaPKCS8Generator(key, null)), KEY_MODE);
  }

  /**
   * Writes certificates into a new file of mode 0644.
   *
   * @throws FileAlreadyExistsException if the file exists
   */
  public static void writeCertificates(Path file, List<X509Certificate> certificates)
      throws IOException {
    write(file, ofCertificates(certificates), CERTIFICATE_MODE);
  }

  private static String format(PemObjectGenerator content) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(content);
    }
    return text.toString();
  }

  /**
   * Makes the file appear whole or not at all: a synced temporary file beside it is linked to the
   * name, which, unlike a rename, fails when another process was first.
   */
  private static void write(Path file, String text, String mode) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Path temporary =
        Files.createTempFile(
            directory,
            "." + file.getFileName(),
            ".tmp",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(KEY_MODE)));
    try {
      try (FileChannel channel = FileChannel.open(temporary, Set.of(StandardOpenOption.WRITE))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(mode));
      Files.createLink(file, temporary);
    } finally {
      Files.delete(temporary);
    }
  }
}
