package io.vtepd.tls.stream;

import io.netty.channel.ConnectTimeoutException;
import io.vtepd.tls.context.TlsFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Says in an operator's words why a connection failed. */
final class FailureWords {
  private FailureWords() {}

  static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SSLException) {
        return TlsFailure.describe(failure);
      }
    }
    return switch (failure) {
      case ConnectTimeoutException e -> "connection timed out";
      case NoRouteToHostException e -> "no route to host";
      case UnknownHostException e -> "host not found: " + e.getMessage();
      case NoSuchFileException e -> "no such socket file";
      case ConnectException e -> plain(e);
      case IOException e -> plain(e);
      default -> failure.toString();
    };
  }

  /** The system's words without the address that Netty adds: {@code connection refused}. */
  private static String plain(IOException e) {
    String message = e.getMessage();
    if (message == null || message.isEmpty()) {
      return e.getClass().getSimpleName();
    }
    int colon = message.indexOf(": ");
    String words = colon < 0 ? message : message.substring(0, colon);
    return words.toLowerCase(Locale.ROOT);
  }
}
