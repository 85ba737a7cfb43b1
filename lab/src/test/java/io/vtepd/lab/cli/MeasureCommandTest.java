package io.vtepd.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vtepd.lab.net.LabFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureCommandTest {

  private static void assertRefused(String remedy, String... words) {
    assertThatExceptionOfType(LabFailure.class)
        .isThrownBy(() -> new MeasureCommand(Path.of("/no/such/root")).run(List.of(words)))
        .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(LabFailure.BAD_INPUT))
        .withMessageContaining(remedy);
  }

  @Test
  void wrongOptionsAreRefusedBeforeAnythingIsBuilt() {
    assertRefused("frames have 60 to 1464 bytes", "--frames", "9000");
    assertRefused("\"many\" is no number", "--rounds", "many");
    assertRefused("1 to 100 rounds", "--rounds", "0");
    assertRefused("name a file in a folder that is there", "--csv", "/no/such/folder/m.csv");
    assertRefused("Name a folder for the report", "--report", "/dev/null");
    assertRefused("is too much", "--quick", "now");
    assertRefused("Usage: lab/measure", "--fast");
  }
}
