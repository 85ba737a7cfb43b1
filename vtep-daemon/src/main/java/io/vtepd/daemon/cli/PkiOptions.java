package io.vtepd.daemon.cli;

import static io.vtepd.daemon.cli.Words.flag;
import static io.vtepd.daemon.cli.Words.valued;

import io.vtepd.tls.pki.AlternativeName;
import io.vtepd.tls.pki.Fingerprint;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.pki.KeyKind;
import io.vtepd.tls.pki.KeyMaker;
import io.vtepd.tls.pki.PkiDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The commands and options of {@code vtepd pki}. */
final class PkiOptions {

  static final String COMMANDS =
      """
      usage: vtepd pki COMMAND [OPTION]...

      commands:
        init                            make two authorities, controllerca and switchca
        request NAME                    make NAME-privkey.pem and NAME-req.pem
        sign NAME [switch|controller]   make NAME-cert.pem of NAME-req.pem, signed by that authority
        self-sign NAME                  make NAME-cert.pem, and NAME-privkey.pem if it is missing
        revoke [NAME|FILE]...           revoke certificates; write both authorities' crl.pem anew
        show NAME|FILE...               tell what keys, certificates, requests and CRLs are
        fingerprint FILE...             print digests, to be compared by telephone

      Files and folders are those of ovs-pki(8). vtepd pki COMMAND --help tells more.
      """;

  private static final int LONGEST_DAYS = 36500;

  private static final Option DIRECTORY =
      valued("dir", "DIR", "of the authorities; default " + PkiDirectory.DEFAULT);
  private static final Option KEY =
      valued("key", "KIND", "of a new key: " + KeyKind.words() + "; default rsa");
  private static final Option DAYS =
      valued("days", "N", "how long the certificate is valid; default 3650");
  private static final Option SAN =
      valued(
          "san",
          "LIST",
          "DNS:HOST and IP:ADDRESS that the certificate shall have beside its common name NAME,"
              + " with commas between; default DNS:NAME");
  private static final Option FORCE = flag("force", "overwrite files that exist");

  private PkiOptions() {}

  static Invocation parse(List<String> words) throws UsageException {
    if (words.isEmpty() || words.getFirst().matches("help|--help|-h")) {
      return new Invocation.Help(COMMANDS);
    }
    String command = words.getFirst();
    Options options = options(command).addOption(flag("help", "print this"));
    Words rest = Words.read(options, words.subList(1, words.size()));
    if (rest.has("help")) {
      return new Invocation.Help(HelpText.of("vtepd pki " + command + " ...", options));
    }
    return new Invocation.Pki(settings(command, rest));
  }

  private static Options options(String command) throws UsageException {
    List<Option> options =
        switch (command) {
          case "init" -> List.of(DIRECTORY, KEY, DAYS, FORCE);
          case "request" ->
              List.of(KEY, SAN, flag("keep-key", "ask for the key that is there"), FORCE);
          case "sign" ->
              List.of(
                  DIRECTORY,
                  DAYS,
                  valued("fingerprint", "SHA-256", "sign only the request that has this one"),
                  FORCE);
          case "self-sign" -> List.of(KEY, SAN, DAYS, FORCE);
          case "revoke" ->
              List.of(DIRECTORY, valued("days", "N", "how long the lists are valid; default 30"));
          case "show" -> List.of(flag("json", "the same as JSON"));
          case "fingerprint" -> List.of();
          default ->
              throw new UsageException(
                  "unknown command 'pki " + command + "'; 'vtepd pki' lists the commands");
        };
    Options all = new Options();
    options.forEach(all::addOption);
    return all;
  }

  private static PkiSettings settings(String command, Words words) throws UsageException {
    return switch (command) {
      case "init" -> {
        words.refuseArguments();
        yield new PkiSettings.Init(
            directory(words), kind(words), validity(words), words.has("force"));
      }
      case "request" ->
          new PkiSettings.Request(
              maker(words, 1), kind(words), names(words), words.has("keep-key"));
      case "sign" ->
          new PkiSettings.Sign(
              maker(words, 2), directory(words), role(words), validity(words), fingerprint(words));
      case "self-sign" ->
          new PkiSettings.SelfSign(maker(words, 1), kind(words), names(words), validity(words));
      case "revoke" ->
          new PkiSettings.Revoke(directory(words), paths(words), validity(words, "30"));
      case "show" -> new PkiSettings.Show(files(words), words.has("json"));
      default -> new PkiSettings.FingerprintOf(files(words));
    };
  }

  private static PkiDirectory directory(Words words) throws UsageException {
    return new PkiDirectory(words.path("dir").orElse(PkiDirectory.DEFAULT));
  }

  private static KeyMaker maker(Words words, int mostArguments) throws UsageException {
    List<String> arguments = words.arguments();
    if (arguments.isEmpty()) {
      throw new UsageException("name the key's files: NAME stands for NAME-privkey.pem and so on");
    }
    if (arguments.size() > mostArguments) {
      throw new UsageException("unexpected argument '" + arguments.get(mostArguments) + "'");
    }
    Path name = Words.toPath("NAME", arguments.getFirst());
    try {
      return KeyMaker.of(new KeyFiles(name), words.has("force"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static PkiDirectory.Role role(Words words) throws UsageException {
    String word = words.arguments().size() < 2 ? "switch" : words.arguments().get(1);
    return switch (word) {
      case "switch" -> PkiDirectory.Role.SWITCH;
      case "controller" -> PkiDirectory.Role.CONTROLLER;
      default -> throw new UsageException("'" + word + "': expected switch or controller");
    };
  }

  private static KeyKind kind(Words words) throws UsageException {
    String word = words.value("key").orElse("rsa");
    return KeyKind.ofWord(word)
        .orElseThrow(
            () -> new UsageException("--key '" + word + "': expected one of " + KeyKind.words()));
  }

  private static Duration validity(Words words) throws UsageException {
    return validity(words, "3650");
  }

  private static Duration validity(Words words, String otherwise) throws UsageException {
    String text = words.value("days").orElse(otherwise);
    int days = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (days < 1 || days > LONGEST_DAYS) {
      throw new UsageException("--days '" + text + "': expected 1 to " + LONGEST_DAYS);
    }
    return Duration.ofDays(days);
  }

  private static List<AlternativeName> names(Words words) throws UsageException {
    List<AlternativeName> names = new ArrayList<>();
    for (String list : words.values("san")) {
      for (String each : list.split(",", -1)) {
        try {
          names.add(AlternativeName.parse(each.strip()));
        } catch (IllegalArgumentException e) {
          throw new UsageException("--san: " + e.getMessage(), e);
        }
      }
    }
    return names;
  }

  private static Optional<Fingerprint> fingerprint(Words words) throws UsageException {
    Optional<String> text = words.value("fingerprint");
    try {
      return text.map(each -> new Fingerprint(each.toLowerCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--fingerprint: " + e.getMessage(), e);
    }
  }

  private static List<Path> files(Words words) throws UsageException {
    if (words.arguments().isEmpty()) {
      throw new UsageException("name at least one file");
    }
    return paths(words);
  }

  private static List<Path> paths(Words words) throws UsageException {
    List<Path> files = new ArrayList<>();
    for (String argument : words.arguments()) {
      files.add(Words.toPath("FILE", argument));
    }
    return files;
  }
}
