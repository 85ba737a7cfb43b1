package io.vtepd.daemon.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void choosePlace() {
    file = directory.resolve("pid");
  }

  @Test
  void holdsThePidAsLongAsItIsOpen() throws Exception {
    Files.writeString(file, "4711\n");
    try (PidFile open = PidFile.acquire(file)) {
      assertThat(open).isNotNull();
      assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void fileThatHoldsSomethingElseIsLeftAlone() throws Exception {
    String database = "OVSDB JSON 12 0123456789\n";
    Files.writeString(file, database);
    assertThatThrownBy(() -> PidFile.acquire(file))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("is no pidfile");
    assertThat(file).hasContent(database);
    Files.writeString(file, "1".repeat(30));
    assertThatThrownBy(() -> PidFile.acquire(file)).isInstanceOf(StartupException.class);
  }
}
