package io.vtepd.tls.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells that a file was written or another one put in its place, links followed.
 *
 * @param attributes time, size and identity; empty if there is no file
 */
record FileStamp(List<Object> attributes) {
  FileStamp {
    attributes = List.copyOf(attributes);
  }

  static Map<Path, FileStamp> of(List<Path> files) {
    Map<Path, FileStamp> stamps = new HashMap<>();
    files.forEach(file -> stamps.put(file, of(file)));
    return stamps;
  }

  private static FileStamp of(Path file) {
    try {
      var found = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          List.of(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey())));
    } catch (IOException e) {
      // Why it can't be read tells whoever reads it.
      return new FileStamp(List.of());
    }
  }
}
