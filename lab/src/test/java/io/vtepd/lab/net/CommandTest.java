package io.vtepd.lab.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandTest {

  @Test
  void aCommandReadsAndPrintsAndHasItsExitCode() throws IOException, InterruptedException {
    Completed completed =
        Command.of("sh", "-c", "cat; echo $WORD; echo oops >&2; exit 3")
            .with(Map.of("WORD", "there"))
            .reading("hello\n")
            .run();
    assertThat(completed).isEqualTo(new Completed(3, "hello\nthere\n", "oops\n"));
    assertThat(completed.lastLine()).isEqualTo("oops");
  }

  @Test
  void muchOutputOnBothStreamsDoesNotBlock() throws IOException, InterruptedException {
    Completed completed =
        Command.of("sh", "-c", "seq 100000; seq 100000 >&2").within(Duration.ofSeconds(10)).run();
    assertThat(completed.out()).endsWith("100000\n").hasSameSizeAs(completed.err());
  }

  @Test
  void timeOverEndsTheCommandAndItsChildren() throws IOException, InterruptedException {
    Completed completed =
        Command.of("sh", "-c", "sleep 60; true").within(Duration.ofMillis(200)).run();
    assertThat(completed.exit()).isEqualTo(124);
    assertThat(completed.lastLine()).contains("had not ended");
  }

  @Test
  void aRequiredCommandThatFailsSaysWhatItSaid() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo no such port >&2; exit 2").require())
        .isInstanceOf(LabFailure.class)
        .hasMessageContaining("failed with 2: no such port");
  }
}
