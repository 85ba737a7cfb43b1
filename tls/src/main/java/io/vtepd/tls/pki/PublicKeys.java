package io.vtepd.tls.pki;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;

/** Questions about keys. */
final class PublicKeys {
  private PublicKeys() {}

  /** Reads a private key and computes its public half. */
  static KeyPair readPair(Path file) throws PkiException {
    PrivateKey key = PemFiles.readPrivateKey(file);
    try {
      return new KeyPair(publicHalf(key, file), key);
    } catch (GeneralSecurityException e) {
      throw new PkiException(file + ": not usable as a key: " + e.getMessage(), e);
    }
  }

  private static PublicKey publicHalf(PrivateKey key, Path file)
      throws GeneralSecurityException, PkiException {
    return switch (key) {
      case RSAPrivateCrtKey rsa ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      case ECPrivateKey ec -> {
        ECParameterSpec curve = ec.getParams();
        var point = EC5Util.convertSpec(curve).getG().multiply(ec.getS()).normalize();
        yield KeyFactory.getInstance("EC")
            .generatePublic(new ECPublicKeySpec(EC5Util.convertPoint(point), curve));
      }
      default -> throw new PkiException(file + ": only RSA and EC keys can be certified here");
    };
  }

  /** {@code RSA 2048}, {@code EC 256}. */
  static String kind(Key key) {
    return switch (key) {
      case RSAKey rsa -> "RSA " + rsa.getModulus().bitLength();
      case ECKey ec -> "EC " + ec.getParams().getOrder().bitLength();
      default -> key.getAlgorithm();
    };
  }
}
