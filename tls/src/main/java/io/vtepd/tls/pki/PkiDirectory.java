package io.vtepd.tls.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two authorities in a folder, laid out as ovs-pki(8) and openssl-ca(1) have them, so that each of
 * the tools goes on where another has stopped: {@code controllerca} signs controllers, {@code
 * switchca} signs switches.
 *
 * @param root the folder
 */
public record PkiDirectory(Path root) {
  /** Where ovs-pki looks if it is not told. */
  public static final Path DEFAULT = Path.of("/var/lib/openvswitch/pki");

  private static final int SERIAL_LIMIT_BYTES = 64;

  /** Who is certified. */
  public enum Role {
    /** A controller. */
    CONTROLLER,
    /** A switch; so is a VTEP. */
    SWITCH;

    /** {@code switch}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The certificate that peers of those whom this authority has signed need, {@code cacert.pem}.
   */
  public Path caCertificate(Role role) {
    return folder(role).resolve("cacert.pem");
  }

  private Path caKey(Role role) {
    return folder(role).resolve("private/cakey.pem");
  }

  private Path folder(Role role) {
    return root.resolve(role.word() + "ca");
  }

  /**
   * Makes both authorities.
   *
   * @param replace whether keys that exist are overwritten, which makes all that they have signed
   *     worthless
   * @throws PkiException if one exists or the folder can't be written
   */
  public void init(KeyKind kind, Instant now, Duration validity, boolean replace)
      throws PkiException {
    for (Role role : Role.values()) {
      for (Path file : List.of(caCertificate(role), caKey(role))) {
        if (!replace && Files.exists(file)) {
          throw new PkiException(
              file + ": exists; name another --dir, or give --force to have the CA replaced");
        }
      }
    }
    for (Role role : Role.values()) {
      String name = "vtepd " + role.word() + "ca " + now;
      CertificateAuthority authority =
          CertificateAuthority.create(Names.inOrganization(name), kind, now, validity);
      try {
        lay(role, authority);
      } catch (IOException e) {
        throw new PkiException(
            folder(role) + ": can't make the authority: " + e + "; name a folder of yours", e);
      }
    }
  }

  private void lay(Role role, CertificateAuthority authority) throws IOException {
    Path folder = folder(role);
    for (String each : List.of("certs", "crl", "newcerts")) {
      Files.createDirectories(folder.resolve(each));
    }
    Files.createDirectories(folder.resolve("private"));
    Files.setPosixFilePermissions(
        folder.resolve("private"), PosixFilePermissions.fromString("rwx------"));
    begin(folder.resolve("index.txt"), "");
    begin(folder.resolve("crlnumber"), "01\n");
    begin(
        folder.resolve("serial"),
        hex(authority.certificate().getSerialNumber().add(BigInteger.ONE)));
    begin(folder.resolve("ca.cnf"), OpensslConfig.TEXT);
    String key = PemText.ofPrivateKey(authority.own().key());
    WholeFile.replace(caKey(role), key, WholeFile.PRIVATE);
    String certificate = PemText.ofCertificates(List.of(authority.certificate()));
    WholeFile.replace(caCertificate(role), certificate, WholeFile.PUBLIC);
  }

  private static void begin(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      WholeFile.create(file, text, WholeFile.PUBLIC);
    }
  }

  /**
   * Signs the request of a key and writes its certificate.
   *
   * @throws PkiException if the certificate exists, the request is missing or bad, or there is no
   *     authority here
   */
  public X509Certificate sign(KeyMaker maker, Role role, Instant now, Duration validity)
      throws PkiException {
    maker.requireAbsent(List.of(maker.files().certificate()));
    CertificateRequest request = CertificateRequest.read(maker.files().request());
    CertificateAuthority authority = authority(role, now);
    X509Certificate certificate;
    try (FileChannel serials = openSerials(role);
        var _ = serials.lock()) {
      BigInteger serial = next(serials);
      certificate = authority.sign(request, serial, now, validity);
      record(role, certificate, request);
    } catch (PkiException e) {
      throw e;
    } catch (IOException e) {
      throw new PkiException(
          folder(role) + ": can't sign with this authority: " + e + "; run it as the CA's owner",
          e);
    }
    maker.writeCertificate(certificate);
    return certificate;
  }

  private CertificateAuthority authority(Role role, Instant now) throws PkiException {
    if (!Files.isDirectory(folder(role))) {
      throw new PkiException(
          folder(role) + ": no authority here; 'vtepd pki init' makes one, --dir names another");
    }
    KeyMaterial own = KeyMaterial.read(caKey(role), caCertificate(role), now);
    if (!Certificates.isAuthority(own.certificate())) {
      throw new PkiException(
          caCertificate(role) + ": is no CA certificate; 'vtepd pki init' makes one");
    }
    return new CertificateAuthority(own);
  }

  /** Who changes an authority's files holds the lock on this one. */
  private FileChannel openSerials(Role role) throws IOException {
    return FileChannel.open(
        folder(role).resolve("serial"), StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /**
   * Revokes certificates that these authorities have signed, and writes their lists anew.
   *
   * @param files of the certificates; none to have the lists last longer
   * @param validity of the lists
   * @return the lists, {@code crl.pem} of each authority
   * @throws PkiException if a certificate is of neither, or revoked already
   */
  public List<Path> revoke(List<Path> files, Instant now, Duration validity) throws PkiException {
    List<Path> lists = new ArrayList<>();
    Map<Path, X509Certificate> unknown = new LinkedHashMap<>();
    for (Path file : files) {
      unknown.put(file, PemFiles.readCertificates(file).getFirst());
    }
    Map<Role, List<X509Certificate>> signed = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      X509Certificate authority = authority(role, now).certificate();
      List<X509Certificate> its =
          unknown.values().stream()
              .filter(each -> Certificates.isIssuedBy(each, authority))
              .toList();
      unknown.values().removeAll(its);
      signed.put(role, its);
    }
    if (!unknown.isEmpty()) {
      throw new PkiException(
          unknown.keySet().iterator().next() + ": was not signed by an authority in " + root);
    }
    for (Role role : Role.values()) {
      lists.add(revoke(role, signed.get(role), now, validity));
    }
    return lists;
  }

  private Path revoke(Role role, List<X509Certificate> certificates, Instant now, Duration validity)
      throws PkiException {
    Revocations revocations = new Revocations(folder(role));
    try (FileChannel serials = openSerials(role);
        var _ = serials.lock()) {
      for (X509Certificate certificate : certificates) {
        revocations.add(certificate, now);
      }
      return revocations.write(authority(role, now).own(), now, validity);
    } catch (PkiException e) {
      throw e;
    } catch (IOException e) {
      throw new PkiException(
          folder(role) + ": can't revoke with this authority: " + e + "; run it as the CA's owner",
          e);
    }
  }

  /** Takes a number; it is used up even if the signing fails, so none is ever given twice. */
  private static BigInteger next(FileChannel serials) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SERIAL_LIMIT_BYTES);
    serials.read(bytes, 0);
    String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    if (!text.matches("[0-9A-Fa-f]{1,40}")) {
      throw new IOException("the file 'serial' holds no hexadecimal number");
    }
    BigInteger serial = new BigInteger(text, 16);
    ByteBuffer following =
        ByteBuffer.wrap(hex(serial.add(BigInteger.ONE)).getBytes(StandardCharsets.US_ASCII));
    serials.truncate(serials.write(following, 0));
    serials.force(true);
    return serial;
  }

  /** Keeps a copy and a line in the index, from which {@code openssl ca} revokes. */
  private void record(Role role, X509Certificate certificate, CertificateRequest request)
      throws IOException {
    String serial = hex(certificate.getSerialNumber()).strip();
    String line =
        "V\t%s\t\t%s\tunknown\t%s%n"
            .formatted(
                IndexTime.format(certificate.getNotAfter().toInstant()),
                serial,
                Names.oneLine(request.name()));
    Files.writeString(
        folder(role).resolve("index.txt"),
        line,
        StandardOpenOption.APPEND,
        StandardOpenOption.CREATE);
    WholeFile.replace(
        folder(role).resolve("newcerts/" + serial + ".pem"),
        PemText.ofCertificates(List.of(certificate)),
        WholeFile.PUBLIC);
  }

  /** As openssl-ca(1) has numbers: whole bytes. */
  static String hex(BigInteger number) {
    String digits = number.toString(16).toUpperCase(Locale.ROOT);
    return (digits.length() % 2 == 0 ? "" : "0") + digits + "\n";
  }
}
