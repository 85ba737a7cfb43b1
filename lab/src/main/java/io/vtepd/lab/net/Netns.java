package io.vtepd.lab.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A named network namespace. */
public record Netns(String name) {

  private static final Path NAMED = Path.of("/run/netns");

  /** The same command inside. */
  public List<String> enter(List<String> command) {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", name));
    words.addAll(command);
    return words;
  }

  /** Runs a shell script inside; its first failing command ends it. */
  public void script(String text) throws IOException, InterruptedException, LabFailure {
    Completed completed = Command.of(enter(List.of("sh", "-eu"))).reading(text).run();
    if (!completed.succeeded()) {
      throw new LabFailure("in namespace " + name + ": " + completed.lastLine());
    }
  }

  /** What tells this namespace from a later one of the same name; nothing when there is none. */
  public OptionalLong inode() throws IOException {
    Path file = NAMED.resolve(name);
    if (!Files.exists(file)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(((Number) Files.getAttribute(file, "unix:ino")).longValue());
  }
}
