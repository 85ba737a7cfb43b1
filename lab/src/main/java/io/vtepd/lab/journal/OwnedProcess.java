package io.vtepd.lab.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process that cannot be mistaken for another one that got its number later.
 *
 * @param startTicks when it started, in clock ticks since the boot (field 22 of /proc/PID/stat)
 */
public record OwnedProcess(long pid, long startTicks) {

  /** The process that has this number now; nothing when there is none or it is a zombie. */
  public static Optional<OwnedProcess> of(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      if ("No such process".equals(e.getMessage())) {
        return Optional.empty();
      }
      throw e;
    }
    // The name, in parentheses, may hold anything: count from behind it.
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    return fields.getFirst().equals("Z")
        ? Optional.empty()
        : Optional.of(new OwnedProcess(pid, Long.parseLong(fields.get(19))));
  }

  public boolean isAlive() throws IOException {
    return of(pid).filter(this::equals).isPresent();
  }

  /** Whether an environment variable of the process has exactly this value. */
  public boolean hasVariable(String name, String value) throws IOException {
    try {
      byte[] raw = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
      String environment = new String(raw, StandardCharsets.ISO_8859_1);
      return List.of(environment.split("\0", -1)).contains(name + "=" + value);
    } catch (FileSystemException e) {
      // It has ended, it is the kernel's own, or it is kept from us: none that we started.
      return false;
    }
  }
}
