package io.vtepd.daemon.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-1 as the file format's checksum. It guards against accidents, not against forgery. */
final class Sha1 {

  private Sha1() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
