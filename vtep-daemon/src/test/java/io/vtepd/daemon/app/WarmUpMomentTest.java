package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.vtepd.daemon.cli.RunSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the reading of a short file, after that of a long one, and not for many rows. */
class WarmUpMomentTest {

  @TempDir Path folder;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private ServingKind kind;

  @BeforeEach
  void open() {
    RunSettings settings = null; // Nothing of it matters here.
    kind = new ApplianceKind(settings, folder.resolve("vtep.db"));
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void write(long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("vtep.db").toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  private static boolean isPlayed(CompletableFuture<?> warmUp) {
    return warmUp.join() instanceof Integer rounds && rounds > 0;
  }

  @Test
  void besideAFileThatIsShortOrNotThere() throws Exception {
    assertThat(isPlayed(kind.warmUp(group))).isTrue();
    write((4 << 20) - 1);
    assertThat(isPlayed(kind.warmUp(group))).isTrue();
    assertThat(isPlayed(kind.warmUpLate(group, 3))).isFalse();
  }

  @Test
  void afterALongFileWithFewRows() throws Exception {
    write(4 << 20);
    assertThat(isPlayed(kind.warmUp(group))).isFalse();
    assertThat(isPlayed(kind.warmUpLate(group, 9_999))).isTrue();
    assertThat(isPlayed(kind.warmUpLate(group, 10_000))).isFalse();
  }
}
