package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ovsdbapp, which OpenStack's agents write with, tells the same story of both servers. */
@Tag("system")
class OvsdbappE2eTest {

  @Test
  void itsInterfaceToHardwareVtepWorksAsOnTheOriginal(@TempDir Path folder) throws Exception {
    assertThat(ClientScript.unpack("ovsdbapp_session.py", folder).storyOfBothServers(folder))
        .contains("delete what is bound refused: RuntimeError referential integrity violation")
        .contains("red behind its back refused: RuntimeError constraint violation")
        .contains("under a condition ['late']")
        .contains("end");
  }
}
