package io.vtepd.tests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One of the Python programs in {@code clients/}. */
record ClientScript(Path file) {

  /** The packages are for Debian's own Python, not for another one on the path. */
  private static final String PYTHON = "/usr/bin/python3";

  /** Copies it out of the test's resources. */
  static ClientScript unpack(String name, Path folder) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream text = ClientScript.class.getResourceAsStream("/clients/" + name)) {
      if (text == null) {
        throw new FileNotFoundException(name);
      }
      Files.copy(text, file);
    }
    return new ClientScript(file);
  }

  /** How to start it. */
  List<String> command(String argument) {
    return List.of(PYTHON, "-W", "ignore::DeprecationWarning", file.toString(), argument);
  }

  /** Runs it, which must succeed, and gives what it printed. */
  String run(String argument) throws IOException {
    return Commands.run(command(argument).toArray(String[]::new));
  }

  /** Runs it on a new hardware_vtep of the original, and of ours, which must come to the same. */
  String storyOfBothServers(Path folder) throws IOException {
    String original = story(Maker.ORIGINAL, folder);
    assertThat(story(Maker.OURS, folder)).isEqualTo(original);
    return original;
  }

  private String story(Maker maker, Path folder) throws IOException {
    Path own = folder.resolve(maker.name());
    try (OvsdbProcess server = OvsdbProcess.create(maker, own, Schemas.hardwareVtep())) {
      return run("unix:" + server.socket());
    }
  }
}
