package io.vtepd.tests.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Sends bytes to a port of this machine, and listens to the end to what comes back. */
record Attacker(SocketFactory sockets, int tcpPort) {

  private static final int PATIENCE_MS = 30_000;

  /** Over plain TCP. */
  static Attacker plain(int tcpPort) {
    return new Attacker(SocketFactory.getDefault(), tcpPort);
  }

  /** With keys that the other end trusts; all that is sent comes after the handshake. */
  static Attacker withKeys(Path keyStore, String password, int tcpPort)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      store.load(in, password.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, password.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return new Attacker(context.getSocketFactory(), tcpPort);
  }

  /** Says it, ends its output, and gives what was answered until the other end has hung up. */
  String say(byte[] bytes) throws IOException {
    return say(bytes, Optional.empty());
  }

  /** Says it, and waits until some words were answered or the other end has hung up. */
  String say(byte[] bytes, String words) throws IOException {
    return say(bytes, Optional.of(words));
  }

  private String say(byte[] bytes, Optional<String> words) throws IOException {
    StringBuilder answer = new StringBuilder();
    try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), tcpPort)) {
      socket.setSoTimeout(PATIENCE_MS);
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      if (words.isEmpty()) {
        socket.shutdownOutput();
      }
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 16];
      int count = in.read(buffer);
      while (count >= 0) {
        answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        boolean heard = words.isPresent() && answer.indexOf(words.get()) >= 0;
        count = heard ? -1 : in.read(buffer);
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("neither answered nor hung up on: " + answer, e);
    } catch (SocketException | SSLException hungUp) {
      // The other end need not have read everything before it closes.
      answer.append(' ').append(hungUp.getMessage());
    }
    return answer.toString();
  }
}
