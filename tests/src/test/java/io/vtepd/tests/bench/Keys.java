package io.vtepd.tests.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** One self-signed pair of key and certificate, which the server and the client share. */
record Keys(Path privateKey, Path certificate) {

  static Keys make(Path folder) throws IOException {
    Keys keys = new Keys(folder.resolve("key.pem"), folder.resolve("cert.pem"));
    if (!Files.exists(keys.certificate)) {
      Shell.run(
          "openssl",
          "req",
          "-x509",
          "-newkey",
          "ec",
          "-pkeyopt",
          "ec_paramgen_curve:P-256",
          "-nodes",
          "-days",
          "2",
          "-subj",
          "/CN=bench",
          "-keyout",
          keys.privateKey.toString(),
          "-out",
          keys.certificate.toString());
    }
    return keys;
  }

  SSLContext context() throws IOException {
    try {
      CertificateFactory certificates = CertificateFactory.getInstance("X.509");
      Certificate own =
          certificates.generateCertificate(
              new ByteArrayInputStream(Files.readAllBytes(certificate)));
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry("peer", own);
      store.setKeyEntry("own", readKey(), new char[0], new Certificate[] {own});
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, new char[0]);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private PrivateKey readKey() throws IOException, GeneralSecurityException {
    String base64 =
        Files.readString(privateKey, StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----", "");
    byte[] der = Base64.getMimeDecoder().decode(base64);
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
