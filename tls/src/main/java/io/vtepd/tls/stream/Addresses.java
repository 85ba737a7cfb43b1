package io.vtepd.tls.stream;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Resolves host names off the event loops, where a slow name server would stop all traffic. */
final class Addresses {
  private Addresses() {}

  /**
   * Resolves a host; for an address the answer is there at once.
   *
   * @param executor where the answer for a name arrives
   */
  static CompletableFuture<List<InetAddress>> of(String host, Executor executor) {
    if (host.indexOf(':') >= 0 || NetUtil.isValidIpV4Address(host)) {
      return literal(host);
    }
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    Thread.ofVirtual().name("resolve-" + host).start(() -> resolve(host, executor, answer));
    return answer;
  }

  private static void resolve(
      String host, Executor executor, CompletableFuture<List<InetAddress>> answer) {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
      executor.execute(() -> answer.complete(addresses));
    } catch (UnknownHostException e) {
      executor.execute(() -> answer.completeExceptionally(e));
    } catch (RejectedExecutionException e) {
      // The event loops were shut down meanwhile: nobody waits on them any more.
      answer.completeExceptionally(e);
    }
  }

  private static CompletableFuture<List<InetAddress>> literal(String host) {
    try {
      return CompletableFuture.completedFuture(List.of(InetAddress.ofLiteral(host)));
    } catch (IllegalArgumentException e) {
      UnknownHostException unknown =
          new UnknownHostException(host + ": no such interface for its zone");
      unknown.initCause(e);
      return CompletableFuture.failedFuture(unknown);
    }
  }
}
