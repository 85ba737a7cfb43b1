package io.vtepd.tls.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of key that we make; more kinds are read. */
public enum KeyKind {
  /** Elliptic curve NIST P-256: quick handshakes. */
  EC_P256("ec", "EC"),
  /** RSA with 2048 bits: what ovs-pki makes, and every controller takes. */
  RSA_2048("rsa", "RSA"),
  /** RSA with 3072 bits, for keys that are to outlast the decade. */
  RSA_3072("rsa3072", "RSA");

  private final String word;
  private final String algorithm;

  KeyKind(String word, String algorithm) {
    this.word = word;
    this.algorithm = algorithm;
  }

  /** The kind that an option's value names. */
  public static Optional<KeyKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** The values of such an option, {@code ec, rsa, rsa3072}. */
  public static String words() {
    return Arrays.stream(values()).map(kind -> kind.word).collect(Collectors.joining(", "));
  }

  KeyPair generate() throws PkiException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters(), new SecureRandom());
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new PkiException("can't make a key of kind " + word + ": " + e.getMessage(), e);
    }
  }

  private AlgorithmParameterSpec parameters() {
    return switch (this) {
      case EC_P256 -> new ECGenParameterSpec("secp256r1");
      case RSA_2048 -> new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
      case RSA_3072 -> new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
    };
  }

  /** The JCA name of the signature that a key of this algorithm makes. */
  static String signatureAlgorithm(String keyAlgorithm) {
    return switch (keyAlgorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> keyAlgorithm;
    };
  }
}
