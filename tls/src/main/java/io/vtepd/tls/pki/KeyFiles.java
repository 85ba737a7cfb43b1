package io.vtepd.tls.pki;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of one key, named as ovs-pki(8) names them.
 *
 * @param name folder and beginning of the names: {@code /etc/gw} stands for {@code
 *     /etc/gw-privkey.pem}, {@code /etc/gw-req.pem} and {@code /etc/gw-cert.pem}
 */
public record KeyFiles(Path name) {
  /** Checks that there is a name to begin with. */
  public KeyFiles {
    if (name.getFileName() == null || name.getFileName().toString().isEmpty()) {
      throw new IllegalArgumentException("'" + name + "' is no name for a key's files");
    }
  }

  /** The common name that is asked for. */
  public String commonName() {
    return name.getFileName().toString();
  }

  /** NAME-privkey.pem. */
  public Path privateKey() {
    return beside("-privkey.pem");
  }

  /** NAME-req.pem. */
  public Path request() {
    return beside("-req.pem");
  }

  /** NAME-cert.pem. */
  public Path certificate() {
    return beside("-cert.pem");
  }

  /** Those of the files that exist. */
  public List<Path> existing() {
    return Stream.of(privateKey(), request(), certificate()).filter(Files::exists).toList();
  }

  private Path beside(String suffix) {
    return name.resolveSibling(name.getFileName() + suffix);
  }
}
