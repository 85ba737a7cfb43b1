package io.vtepd.daemon.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.daemon.manager.ServedDatabases;
import io.vtepd.daemon.server.OvsdbServer;
import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.ovsdb.table.CommitSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarmUpTest {

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private record Databases(OvsdbServer server) implements ServedDatabases {
    @Override
    public CommitSource source(String database) {
      return server.source(database);
    }

    @Override
    public CommitSink sink(String database) {
      return server.sink(database);
    }
  }

  /** Each reply has to tell of success, or there would be no round. */
  @Test
  void everyRequestSucceedsAndNothingStaysBehind() {
    assertThat(WarmUp.begin(group, Databases::new).join()).isGreaterThanOrEqualTo(4);
    Awaitility.await("threads of the scratch server end")
        .untilAsserted(
            () -> assertThat(threadNames()).noneMatch(name -> name.startsWith("ovsdb-")));
  }

  private static List<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }
}
