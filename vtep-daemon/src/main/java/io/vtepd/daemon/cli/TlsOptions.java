package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.valued;

import io.vtepd.tls.context.CaFile;
import io.vtepd.tls.context.TlsSettings;
import io.vtepd.tls.pki.KeyFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options about keys and peers, named as those of ovsdb-server(1). */
final class TlsOptions {

  private static final String ALL_THREE =
      "TLS needs --private-key, --certificate, and --ca-cert or --bootstrap-ca-cert: all three";

  private static final List<String> FILES =
      List.of("private-key", "certificate", "ca-cert", "bootstrap-ca-cert", "peer-ca-cert", "crl");

  private TlsOptions() {}

  static void add(Options options) {
    options
        .addOption(lettered('p', "private-key", "PEM with our private key (also -p)"))
        .addOption(lettered('c', "certificate", "PEM with our certificate (also -c)"))
        .addOption(
            lettered('C', "ca-cert", "PEM with the CA that peers must be signed by (also -C)"))
        .addOption(
            valued(
                "bootstrap-ca-cert",
                "FILE",
                "the same; if FILE does not exist the first peer that is dialled fills it"))
        .addOption(valued("peer-ca-cert", "FILE", "further certificates to send to peers"))
        .addOption(valued("crl", "FILE", "PEM with the CA's revocation lists"))
        .addOption(
            valued(
                "peer-name",
                "NAME",
                "let in only the peer with that common name, DNS name or SHA-256 fingerprint;"
                    + " may be repeated"))
        .addOption(valued("ssl-protocols", "LIST", "of TLSv1.2,TLSv1.3, or TLSv1.2+; default both"))
        .addOption(
            valued("ssl-ciphers", "LIST", "cipher suites of TLS 1.2, by RFC or OpenSSL names"))
        .addOption(valued("ssl-ciphersuites", "LIST", "cipher suites of TLS 1.3"));
  }

  private static Option lettered(char letter, String name, String description) {
    return Option.builder(String.valueOf(letter))
        .longOpt(name)
        .hasArg()
        .argName("FILE")
        .desc(description)
        .get();
  }

  /** Whether the words name our key or our certificate. */
  static boolean namesKeys(Words words) {
    return words.has("private-key") || words.has("certificate");
  }

  /**
   * Keys and peers; empty without TLS.
   *
   * @param ownKeys those that are used if none are named, but a CA is
   */
  static Optional<TlsSettings> settings(Words words, Optional<KeyFiles> ownKeys)
      throws UsageException {
    refuseColumns(words);
    Optional<CaFile> authority = authority(words);
    boolean named = namesKeys(words);
    if (!named && authority.isEmpty()) {
      refuseWithoutKeys(words);
      return Optional.empty();
    }
    Optional<KeyFiles> own = named ? Optional.empty() : ownKeys;
    Optional<Path> key = words.path("private-key").or(() -> own.map(KeyFiles::privateKey));
    Optional<Path> certificate = words.path("certificate").or(() -> own.map(KeyFiles::certificate));
    if (key.isEmpty() || certificate.isEmpty() || authority.isEmpty()) {
      throw new UsageException(ALL_THREE);
    }
    try {
      return Optional.of(
          new TlsSettings(
              key.get(),
              certificate.get(),
              authority.get(),
              words.path("peer-ca-cert"),
              words.path("crl"),
              words.values("peer-name"),
              words
                  .value("ssl-protocols")
                  .map(TlsOptions::protocols)
                  .orElse(TlsSettings.DEFAULT_PROTOCOLS),
              ciphers(words)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  /** The original reads the names of key files from rows, which any client may write. */
  private static void refuseColumns(Words words) throws UsageException {
    for (String option : FILES) {
      for (String value : words.values(option)) {
        if (value.startsWith("db:")) {
          throw new UsageException(
              "--"
                  + option
                  + "="
                  + value
                  + ": a row may not tell which file is read; name the file here");
        }
      }
    }
  }

  private static Optional<CaFile> authority(Words words) throws UsageException {
    Optional<Path> ca = words.path("ca-cert");
    Optional<Path> bootstrap = words.path("bootstrap-ca-cert");
    if (ca.isPresent() && bootstrap.isPresent()) {
      throw new UsageException("give --ca-cert or --bootstrap-ca-cert, not both");
    }
    return ca.<CaFile>map(CaFile.Given::new).or(() -> bootstrap.map(CaFile.Bootstrap::new));
  }

  private static void refuseWithoutKeys(Words words) throws UsageException {
    for (String option :
        List.of(
            "peer-ca-cert",
            "crl",
            "peer-name",
            "ssl-protocols",
            "ssl-ciphers",
            "ssl-ciphersuites")) {
      if (words.has(option)) {
        throw new UsageException("--" + option + " means nothing without --private-key");
      }
    }
  }

  /** A list, or a range as Open vSwitch 3.5 has it: {@code TLSv1.2+}, {@code TLSv1.2-TLSv1.3}. */
  private static List<String> protocols(String text) {
    return switch (text) {
      case "TLSv1.2+", "TLSv1.2-TLSv1.3" -> TlsSettings.DEFAULT_PROTOCOLS;
      case "TLSv1.3+" -> List.of("TLSv1.3");
      default -> list(text).toList();
    };
  }

  private static List<String> ciphers(Words words) throws UsageException {
    List<String> ciphers = new ArrayList<>();
    for (String option : List.of("ssl-ciphers", "ssl-ciphersuites")) {
      words.value(option).ifPresent(text -> list(text).forEach(ciphers::add));
    }
    return ciphers;
  }

  private static Stream<String> list(String text) {
    return Arrays.stream(text.split("[,: \t]+")).filter(item -> !item.isEmpty());
  }
}
