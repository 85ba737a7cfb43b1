package io.vtepd.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogSpecTest {

  @Test
  void wordsStandInAnyOrder() {
    LogSpec expected =
        new LogSpec(Optional.of("server"), Optional.of(LogDestination.FILE), LogLevel.WARN);
    assertThat(LogSpec.parse("server:file:warn")).isEqualTo(expected);
    assertThat(LogSpec.parse("WARN server,file")).isEqualTo(expected);
    assertThat(LogSpec.parse("ANY:file:server:warn")).isEqualTo(expected);
  }

  @Test
  void withoutALevelAllIsLogged() {
    assertThat(LogSpec.parse(""))
        .isEqualTo(new LogSpec(Optional.empty(), Optional.empty(), LogLevel.DBG));
    assertThat(LogSpec.parse("any:any").level()).isEqualTo(LogLevel.DBG);
  }

  @Test
  void aKindOfWordComesOnce() {
    assertThatThrownBy(() -> LogSpec.parse("a:b")).hasMessage("cannot specify multiple modules");
    assertThatThrownBy(() -> LogSpec.parse("info,dbg"))
        .hasMessage("cannot specify multiple levels");
    assertThatThrownBy(() -> LogSpec.parse("file:console"))
        .hasMessage("cannot specify multiple destinations");
  }
}
