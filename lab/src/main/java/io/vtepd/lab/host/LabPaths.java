package io.vtepd.lab.host;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a lab keeps its files.
 *
 * @param state logs, databases, the journal: {@code lab/.run/NAME}
 * @param sockets pid files and sockets; short, as a unix socket's path has 107 bytes at most
 * @param tag part of all names outside: differs between labs and between checkouts
 */
public record LabPaths(Path state, Path sockets, String tag) {

  /** Where all labs of the machine, of any project, have their sockets. */
  public static final Path MACHINE = Path.of("/run/vtepd-lab");

  /** The paths of a lab of the project at {@code root}. */
  public static LabPaths of(Path root, String lab) {
    Path state = runs(root).resolve(lab);
    String tag = tag(state.toAbsolutePath().toString());
    return new LabPaths(state, MACHINE.resolve(tag), tag);
  }

  /** The folder that holds all labs of a project. */
  public static Path runs(Path root) {
    return root.resolve("lab/.run");
  }

  public Path journal() {
    return state.resolve("journal");
  }

  /** A copy of the journal, for the day when somebody has deleted the project. */
  public Path journalCopy() {
    return sockets.resolve("journal");
  }

  /** What the lab is made from and how its run ended. */
  public Path stateFile() {
    return state.resolve("state.json");
  }

  /** Small scripts that {@code lab/exec} runs, one a node. */
  public Path entrances() {
    return state.resolve("exec");
  }

  public Path keys() {
    return state.resolve("keys");
  }

  /** The logs of a node. */
  public Path node(String name) {
    return state.resolve(name);
  }

  private static String tag(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 3);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
