package io.vtepd.lab.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An append-only file of {@link Entry}s, on disk before {@link #write} returns. */
public final class Journal implements AutoCloseable {

  /** The variable that carries a lab's token in the environment of its processes. */
  public static final String TOKEN_VARIABLE = "VTEPD_LAB_TOKEN";

  private final Path file;
  private final List<FileChannel> channels = new ArrayList<>();

  private Journal(Path file) throws IOException {
    this.file = file;
    channels.add(appending(file));
  }

  private static FileChannel appending(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** Opens a journal to append to. */
  public static Journal open(Path file) throws IOException {
    return new Journal(file);
  }

  /** From now on there is a copy, which stays when somebody deletes the file. */
  public synchronized void copyTo(Path copy) throws IOException {
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    channels.add(appending(copy));
  }

  /** The entries of a file; none when there is no file. */
  public static List<Entry> read(Path file) throws IOException {
    try {
      return Files.readAllLines(file).stream().flatMap(line -> Entry.parse(line).stream()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The newest process of each "node program", as the entries tell. */
  public static Map<String, OwnedProcess> processes(List<Entry> entries) {
    Map<String, OwnedProcess> processes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry instanceof Entry.ProcessMade made) {
        processes.put(made.owner() + " " + made.program(), made.process());
      }
    }
    return processes;
  }

  /** Whose lab it is. */
  public static Optional<Entry.Home> home(List<Entry> entries) {
    return entries.stream()
        .flatMap(e -> e instanceof Entry.Home home ? Stream.of(home) : Stream.empty())
        .findFirst();
  }

  /** The token of the lab. */
  public static Optional<String> token(List<Entry> entries) {
    return entries.stream()
        .flatMap(e -> e instanceof Entry.Opened o ? Stream.of(o.token()) : Stream.empty())
        .findFirst();
  }

  /** This boot of the machine. */
  public static String boot() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  /** Appends an entry and waits for the disk. Several threads may build at once. */
  public synchronized void write(Entry entry) throws IOException {
    byte[] text = (entry.format() + "\n").getBytes(StandardCharsets.UTF_8);
    for (FileChannel channel : channels) {
      ByteBuffer line = ByteBuffer.wrap(text);
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(true);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (FileChannel channel : channels) {
      channel.close();
    }
  }
}
