package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.PkiSettings;
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
import java.util.List;

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
      case PkiSettings.Show show -> {
        PemDescription description = PemDescription.of(files(show.files()), now);
        out.print(description.text());
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
