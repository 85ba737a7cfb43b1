package io.vtepd.tests.peer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A monitoring system that reads {@code --web} pages. */
public final class WebPeer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final int tcpPort;

  public WebPeer(int tcpPort) {
    this.tcpPort = tcpPort;
  }

  /** A page with its status. */
  public HttpResponse<String> page(String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + tcpPort + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The value of a series of {@code /metrics}, such as {@code vtepd_macs{origin="local"}}. */
  public double metric(String series) throws IOException {
    return metric("/metrics", series);
  }

  /** The same of another page. */
  public double metric(String path, String series) throws IOException {
    String all = page(path).body();
    return all.lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException(series + " is not in " + all));
  }

  @Override
  public void close() {
    client.close();
  }
}
