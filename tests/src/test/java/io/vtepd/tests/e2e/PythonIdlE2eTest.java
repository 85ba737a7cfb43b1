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

/**
 * Python's Idl (OpenStack's ovsdbapp stands on it) tells the same story of both servers: changed
 * conditions, verify, locks, a reconnection, and a commit that succeeds only after its own update.
 */
@Tag("system")
class PythonIdlE2eTest {

  @Test
  void sessionsSeeWhatTheySeeOnTheOriginal(@TempDir Path folder) throws Exception {
    ClientScript script = ClientScript.unpack("idl_session.py", folder);
    List<String> stories = new ArrayList<>();
    for (Maker maker : Maker.values()) {
      stories.add(story(maker, folder.resolve(maker.name()), script));
    }
    assertThat(stories.get(1)).isEqualTo(stories.get(0));
    assertThat(stories.get(0))
        .contains("verify what has changed try again")
        .contains("write without the lock not locked")
        .contains("delete what is bound error");
  }

  private static String story(Maker maker, Path folder, ClientScript script) throws IOException {
    try (OvsdbProcess server = OvsdbProcess.create(maker, folder, Schemas.hardwareVtep())) {
      return script.run("unix:" + server.socket());
    }
  }
}
