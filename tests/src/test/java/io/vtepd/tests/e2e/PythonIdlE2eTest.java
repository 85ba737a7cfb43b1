package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    assertThat(ClientScript.unpack("idl_session.py", folder).storyOfBothServers(folder))
        .contains("verify what has changed try again")
        .contains("write without the lock not locked")
        .contains("delete what is bound error");
  }
}
