package io.vtepd.tls.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** What a TLS server has to expect of strangers; records are those of RFC 8446 section 5.1. */
final class HostileBytes {
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION = 23;
  private static final int HEARTBEAT = 24;
  private static final int RECORD_BYTES = 1 << 14;

  private HostileBytes() {}

  /** The first record of an honest client. */
  static byte[] hello(String protocol) throws GeneralSecurityException, SSLException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine("vtep", 6640);
    engine.setUseClientMode(true);
    engine.setEnabledProtocols(new String[] {protocol});
    ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), record);
    return Arrays.copyOf(record.array(), record.position());
  }

  /** Short ones, by name, of {@code tests/corpus/openings}; after each the peer falls silent. */
  static Map<String, byte[]> openings() throws IOException {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.list(root.resolve("tests/corpus/openings"))) {
      for (Path file : files.toList()) {
        all.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return all;
  }

  /** Those that go on for ever: a beginning, then the same again and again. */
  static final class Endless {
    final byte[] beginning;
    final byte[] again;

    private Endless(byte[] beginning, byte[] again) {
      this.beginning = beginning;
      this.again = again;
    }
  }

  /** Endless ones, by name. */
  static Map<String, Endless> endless() throws GeneralSecurityException, SSLException {
    byte[] none = new byte[0];
    byte[] hello13 = hello("TLSv1.3");
    byte[] hello12 = hello("TLSv1.2");
    byte[] warning = record(ALERT, 1, 90);
    byte[] zeros = record(HANDSHAKE, new byte[RECORD_BYTES]);
    Map<String, Endless> all = new LinkedHashMap<>();
    all.put("hello of 16 MiB", new Endless(record(HANDSHAKE, 1, 0xff, 0xff, 0xff), zeros));
    all.put(
        "hello in records of one byte",
        new Endless(record(HANDSHAKE, 1, 0, 0x7f, 0xff), record(HANDSHAKE, 0)));
    all.put("hellos", new Endless(none, hello13));
    all.put("requests for a hello", new Endless(none, record(HANDSHAKE, 0, 0, 0, 0)));
    all.put("empty records", new Endless(none, record(HANDSHAKE)));
    all.put("warnings", new Endless(none, warning));
    all.put("warnings after a hello", new Endless(hello12, warning));
    all.put("changes of ciphers", new Endless(hello13, record(CHANGE_CIPHER_SPEC, 1)));
    all.put("heartbeats", new Endless(none, record(HEARTBEAT, 1, 0, 0)));
    all.put("data", new Endless(hello13, record(APPLICATION, new byte[RECORD_BYTES])));
    all.put("JSON", new Endless(none, text("[".repeat(RECORD_BYTES))));
    return all;
  }

  /** Noise, at times in the shape of a record. */
  static byte[] noise(Random random) {
    byte[] noise = new byte[random.nextInt(1, 2_000)];
    random.nextBytes(noise);
    if (random.nextBoolean()) {
      return record(random.nextInt(18, 26), noise);
    }
    return noise;
  }

  /** The same with a few bytes changed, left out, put in, or repeated. */
  static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original;
    for (int left = random.nextInt(1, 5); left > 0 && bytes.length > 0; left--) {
      int at = random.nextInt(bytes.length);
      int length = random.nextInt(1, 1 + Math.min(40, bytes.length - at));
      byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> joined(bytes, at, new byte[] {(byte) random.nextInt()}, at + 1);
            case 1 -> joined(bytes, at, new byte[0], at + length);
            case 2 -> joined(bytes, at, piece, at);
            default -> joined(bytes, at, new byte[] {(byte) (bytes[at] ^ 1 << left)}, at + 1);
          };
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int end, byte[] middle, int begin) {
    return ByteBuffer.allocate(end + middle.length + bytes.length - begin)
        .put(bytes, 0, end)
        .put(middle)
        .put(bytes, begin, bytes.length - begin)
        .array();
  }

  private static byte[] record(int type, int... contents) {
    byte[] bytes = new byte[contents.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) contents[i];
    }
    return record(type, bytes);
  }

  private static byte[] record(int type, byte[] contents) {
    return ByteBuffer.allocate(5 + contents.length)
        .put((byte) type)
        .putShort((short) 0x0303)
        .putShort((short) contents.length)
        .put(contents)
        .array();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
