package io.vtepd.tls.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Names of cipher suites, and which of them are offered. */
final class CipherNames {
  /** Of OpenSSL's cipher strings: what the default stands for in any case. */
  private static final Set<String> NO_WORDS = Set.of("HIGH", "DEFAULT", "@STRENGTH");

  /** Excluded or not, these are never offered. */
  private static final Set<String> NEVER =
      Set.of(
          "aNULL", "eNULL", "NULL", "MD5", "RC4", "3DES", "DES", "EXP", "EXPORT", "LOW", "MEDIUM",
          "PSK", "SRP", "DSS", "IDEA", "SEED");

  private CipherNames() {}

  /** Whether a suite is of TLS 1.3; its name tells no key exchange. */
  static boolean isTls13(String suite) {
    return !suite.contains("_WITH_");
  }

  /** Keys of the moment and authenticated encryption: what TLS 1.3 has always. */
  private static boolean isModern(String suite) {
    return isTls13(suite)
        || suite.contains("DHE_") && (suite.contains("_GCM_") || suite.contains("_POLY1305_"));
  }

  /**
   * The suites to offer, best first.
   *
   * @param named by the operator, in RFC names
   * @param defaults the provider's
   */
  static String[] offered(List<String> named, String[] defaults) {
    List<String> offered = new ArrayList<>();
    for (boolean tls13 : new boolean[] {true, false}) {
      List<String> ofVersion = named.stream().filter(each -> isTls13(each) == tls13).toList();
      offered.addAll(
          ofVersion.isEmpty()
              ? Arrays.stream(defaults)
                  .filter(each -> isTls13(each) == tls13 && isModern(each))
                  .toList()
              : ofVersion);
    }
    return offered.toArray(String[]::new);
  }

  /**
   * Translates what the operator wrote.
   *
   * @param words RFC names, OpenSSL's names, and of the words of OpenSSL's cipher strings those
   *     that exclude what is never offered
   * @param known all suites of the provider
   * @throws IllegalArgumentException naming a word that is none of them
   */
  static List<String> resolve(List<String> words, Set<String> known) {
    Map<String, String> byOpensslName = new TreeMap<>();
    known.forEach(suite -> byOpensslName.put(opensslName(suite), suite));
    List<String> suites = new ArrayList<>();
    for (String word : words) {
      boolean excludes = word.startsWith("!") || word.startsWith("-");
      if (known.contains(word)) {
        suites.add(word);
      } else if (byOpensslName.containsKey(word)) {
        suites.add(byOpensslName.get(word));
      } else if (!NO_WORDS.contains(word) && !(excludes && NEVER.contains(word.substring(1)))) {
        throw new IllegalArgumentException(
            "TLS cipher '"
                + word
                + "' is not known; give names of RFCs or OpenSSL, of "
                + byOpensslName);
      }
    }
    return suites;
  }

  private static String opensslName(String suite) {
    int with = suite.indexOf("_WITH_");
    if (with < 0) {
      return suite;
    }
    String exchange = suite.substring("TLS_".length(), with);
    String cipher =
        suite
            .substring(with + "_WITH_".length())
            .replace("CHACHA20_POLY1305_SHA256", "CHACHA20_POLY1305")
            .replace("AES_", "AES")
            .replace("_CBC", "");
    return ((exchange.equals("RSA") ? "" : exchange + "_") + cipher).replace('_', '-');
  }
}
