package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ovsdbapp, which OpenStack's agents write with, tells the same story of both servers. */
@Tag("system")
class OvsdbappE2eTest {

  @Test
  void itsInterfaceToHardwareVtepWorksAsOnTheOriginal(@TempDir Path folder) throws Exception {
    ClientScript script = ClientScript.unpack("ovsdbapp_session.py", folder);
    List<String> stories = new ArrayList<>();
    for (Maker maker : Maker.values()) {
      stories.add(story(maker, folder.resolve(maker.name()), script));
    }
    assertThat(stories.get(1)).isEqualTo(stories.get(0));
    assertThat(stories.get(0))
        .contains("delete what is bound refused: RuntimeError referential integrity violation")
        .contains("red behind its back refused: RuntimeError constraint violation")
        .contains("under a condition ['late']")
        .contains("end");
  }

  private static String story(Maker maker, Path folder, ClientScript script) throws IOException {
    try (OvsdbProcess server = OvsdbProcess.create(maker, folder, Schemas.hardwareVtep())) {
      return script.run("unix:" + server.socket());
    }
  }
}
