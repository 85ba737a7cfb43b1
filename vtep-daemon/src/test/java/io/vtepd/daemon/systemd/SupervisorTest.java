package io.vtepd.daemon.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisorTest {

  private static final long PID = 4711;

  @TempDir Path directory;
  private final CompletableFuture<Void> owner = new CompletableFuture<>();
  private volatile String status = "well";

  /** A part that lives, but for a while if {@link #owner} is asked. */
  private final class Parts implements Supervisor.Vitals {
    private final CompletableFuture<Void> pulse;

    Parts(CompletableFuture<Void> pulse) {
      this.pulse = pulse;
    }

    @Override
    public CompletableFuture<Void> pulse() {
      return pulse;
    }

    @Override
    public CompletableFuture<String> condition() {
      return CompletableFuture.completedFuture(status);
    }
  }

  private static Supervisor supervisor(String socket, String watchdogUsec) {
    return Supervisor.of(
        Map.of("NOTIFY_SOCKET", socket, "WATCHDOG_USEC", watchdogUsec, "WATCHDOG_PID", "" + PID),
        PID);
  }

  @Test
  @Tag("system")
  void tellsThatItServesLivesAndStops() throws Exception {
    String socket = directory.resolve("notify").toString();
    try (NotifyPeer systemd = new NotifyPeer(socket)) {
      Supervisor supervisor = supervisor(socket, "30000");
      status = "no Open vSwitch\nREADY=0";
      supervisor.ready(new Parts(CompletableFuture.completedFuture(null)));
      assertThat(systemd.next()).isEqualTo("READY=1");
      assertThat(new String[] {systemd.next(), systemd.next(), systemd.next()})
          .contains("WATCHDOG=1", "STATUS=no Open vSwitch READY=0");
      assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
      supervisor.close();
      String last = systemd.next();
      while (last.equals("WATCHDOG=1")) {
        last = systemd.next();
      }
      assertThat(last).isEqualTo("STOPPING=1|STATUS=stopping");
    }
  }

  @Test
  @Tag("system")
  void deadOwnerIsNoSignOfLifeUntilItAnswers() throws Exception {
    String socket = "@vtepd-" + UUID.randomUUID();
    try (NotifyPeer systemd = new NotifyPeer(socket)) {
      Supervisor supervisor = supervisor(socket, "3000");
      supervisor.ready(new Parts(owner));
      assertThat(systemd.next()).isEqualTo("READY=1");
      // A hundred times the watchdog's time may pass here: the next word is not a sign of life.
      assertThat(systemd.next()).isEqualTo("STATUS=well");
      new NotifySocket(socket).send("MARK=1");
      assertThat(systemd.next()).isEqualTo("MARK=1");
      owner.complete(null);
      assertThat(systemd.next()).isEqualTo("WATCHDOG=1");
      supervisor.close();
    }
  }

  @Test
  void nobodyListening() {
    NotifySocket socket = new NotifySocket(directory.resolve("nobody").toString());
    assertThatThrownBy(() -> socket.send("READY=1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nobody: sendto failed, errno 2");
  }

  @Test
  void withoutSystemdNothingIsTold() {
    Supervisor supervisor = Supervisor.of(Map.of("WATCHDOG_USEC", "1"), PID);
    supervisor.ready(
        new Supervisor.Vitals() {
          @Override
          public CompletableFuture<Void> pulse() {
            throw new AssertionError("asked");
          }

          @Override
          public CompletableFuture<String> condition() {
            throw new AssertionError("asked");
          }
        });
    supervisor.close();
  }

  @Test
  void watchdogOfAnotherProcessIsNotOurs() {
    assertThat(Watchdog.of(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"), PID).limit())
        .isEmpty();
    assertThat(Watchdog.of(Map.of("WATCHDOG_USEC", "30000000"), PID).limit().orElseThrow())
        .hasSeconds(30);
  }

  @Test
  void wordsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> supervisor("relative", "1")).hasMessageContaining("an absolute path");
    assertThatThrownBy(() -> supervisor("@", "1")).hasMessageContaining("2 to 107 bytes");
    assertThatThrownBy(() -> supervisor("/" + "x".repeat(107), "1"))
        .hasMessageContaining("2 to 107 bytes");
    assertThatThrownBy(() -> supervisor("/run/x", "soon"))
        .hasMessageContaining("expected a number of microseconds");
  }
}
