package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.PkiSettings;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.tls.pki.FileFingerprints;
import io.vtepd.tls.pki.KeyFiles;
import io.vtepd.tls.pki.PemDescription;
import io.vtepd.tls.pki.PkiDirectory;
import io.vtepd.tls.pki.PkiException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code vtepd pki}. */
final class PkiCommand {

  private PkiCommand() {}

  /** Does it; the exit code. */
  static int run(PkiSettings settings, PrintStream out, PrintStream err) {
    try {
      return run(settings, InstantSource.system().instant(), out) ? 0 : 1;
    } catch (PkiException e) {
      err.println("vtepd: " + e.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static boolean run(PkiSettings settings, Instant now, PrintStream out)
      throws PkiException {
    switch (settings) {
      case PkiSettings.Init init -> {
        init.directory().init(init.kind(), now, init.validity(), init.replace());
        for (PkiDirectory.Role role : PkiDirectory.Role.values()) {
          fingerprint(init.directory().caCertificate(role), out);
        }
      }
      case PkiSettings.Request request -> {
        if (request.keepKey()) {
          request.maker().requestAgain(request.names());
        } else {
          request.maker().request(request.kind(), request.names());
        }
        fingerprint(request.maker().files().request(), out);
      }
      case PkiSettings.Sign sign -> sign(sign, now, out);
      case PkiSettings.SelfSign sign -> {
        sign.maker().selfSign(sign.kind(), sign.names(), now, sign.validity());
        fingerprint(sign.maker().files().certificate(), out);
      }
      case PkiSettings.Revoke revoke -> {
        List<Path> certificates =
            revoke.certificates().stream().map(PkiCommand::certificate).toList();
        List<Path> lists = revoke.directory().revoke(certificates, now, revoke.validity());
        for (Path file : certificates) {
          fingerprint(file, out);
        }
        out.print(PemDescription.of(lists, now).text());
      }
      case PkiSettings.Show show -> {
        PemDescription description = PemDescription.of(files(show.files()), now);
        out.print(show.json() ? json(description).toText() + "\n" : description.text());
        return !description.isTrouble();
      }
      case PkiSettings.FingerprintOf of -> {
        for (Path file : files(of.files())) {
          fingerprint(file, out);
        }
      }
    }
    return true;
  }

  /** A word that is no file stands for the certificate of that key. */
  private static Path certificate(Path word) {
    return Files.exists(word) ? word : new KeyFiles(word).certificate();
  }

  private static Json json(PemDescription description) {
    List<Json> blocks = new ArrayList<>();
    for (PemDescription.Block block : description.blocks()) {
      Map<String, Json> members = new LinkedHashMap<>();
      members.put("file", Json.of(block.file().toString()));
      members.put("kind", Json.of(block.kind()));
      block.facts().forEach((label, value) -> members.put(label, Json.of(value)));
      blocks.add(new Json.Obj(members));
    }
    return new Json.Obj(
        Map.of(
            "contents", Json.array(blocks.toArray(Json[]::new)),
            "trouble", Json.of(description.isTrouble())));
  }

  private static void sign(PkiSettings.Sign sign, Instant now, PrintStream out)
      throws PkiException {
    Path request = sign.maker().files().request();
    FileFingerprints found = FileFingerprints.of(request);
    if (sign.expected().isPresent() && !sign.expected().get().equals(found.sha256())) {
      throw new PkiException(
          request
              + ": has the fingerprint "
              + found.sha256()
              + ", another than --fingerprint; it is not the request that was made");
    }
    fingerprint(request, out);
    sign.directory().sign(sign.maker(), sign.role(), now, sign.validity());
    fingerprint(sign.maker().files().certificate(), out);
  }

  /** A word that is no file stands for the files of that key. */
  private static List<Path> files(List<Path> words) {
    List<Path> files = new ArrayList<>();
    for (Path word : words) {
      List<Path> named = Files.exists(word) ? List.of() : new KeyFiles(word).existing();
      files.addAll(named.isEmpty() ? List.of(word) : named);
    }
    return files;
  }

  private static void fingerprint(Path file, PrintStream out) throws PkiException {
    FileFingerprints found = FileFingerprints.of(file);
    out.println(file);
    out.println("  SHA-256     " + found.sha256());
    out.println("  SHA-1       " + found.ovsPki());
  }
}
