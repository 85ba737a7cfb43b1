package io.vtepd.lab.report;

import io.vtepd.lab.net.LabFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where reports are written; it is there and writable before a run begins. */
public record ReportFolder(Path folder) {

  /** Makes the folder when there is none. */
  public static ReportFolder open(String name) throws IOException, LabFailure {
    Path folder = Path.of(name).toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new LabFailure(
          LabFailure.BAD_INPUT, name + " is a file. Name a folder for the report.");
    } catch (IOException e) {
      throw new LabFailure(LabFailure.BAD_INPUT, "no report can be written to " + name + ": " + e);
    }
    if (!Files.isWritable(folder)) {
      throw new LabFailure(LabFailure.BAD_INPUT, name + " cannot be written to. Name another one.");
    }
    return new ReportFolder(folder);
  }

  /** Writes a file whole or not at all; returns where it is. */
  public Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Path half = folder.resolve("." + name + ".half");
    Files.writeString(half, text, StandardCharsets.UTF_8);
    return Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
