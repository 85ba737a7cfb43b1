package io.vtepd.daemon.app;

import io.vtepd.daemon.cli.SupportSettings;
import io.vtepd.daemon.control.CommandException;
import io.vtepd.daemon.control.ControlClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code vtepd support}: what somebody needs who shall say what is wrong, in one file that only its
 * owner can read. Of keys and certificates it has the dates, nothing else; files that hold keys are
 * not opened, and should a key stand in a log it is left out.
 */
final class SupportCommand {

  private static final int EXIT_NO_DAEMON = 2;
  private static final int LOG_BYTES = 4 << 20;
  private static final Path DEFAULTS = Path.of("/etc/default/vtepd");

  /** From a private key's first line to its last, or to the end of what there is. */
  private static final Pattern SECRET =
      Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*KEY-----|\\z)");

  /** What the daemon is asked, by the name of its entry. */
  private static final Map<String, List<String>> QUESTIONS = questions();

  private SupportCommand() {}

  private static Map<String, List<String>> questions() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("version", List.of("version"));
    all.put("show", List.of(ViewCommands.SHOW));
    for (String view : List.of("controllers", "tunnels", "changes")) {
      all.put("show-" + view, List.of(ViewCommands.SHOW, view));
    }
    all.put("check", List.of(ViewCommands.CHECK));
    all.put("remotes", List.of("ovsdb-server/list-remotes"));
    all.put("databases", List.of("ovsdb-server/list-dbs"));
    all.put("memory", List.of("memory/show"));
    all.put("coverage", List.of("coverage/show"));
    all.put("log-levels", List.of("vlog/list"));
    return all;
  }

  /** 0 if all is there, 1 if nothing could be written, 2 if no daemon answered. */
  static int run(SupportSettings settings, PrintStream out, PrintStream err) {
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    String name = "vtepd-support-" + now.toString().replaceAll("[-:]", "") + ".zip";
    Path archive = settings.archive().orElse(Path.of(name));
    Map<String, String> entries = new LinkedHashMap<>();
    Optional<String> silent = ask(settings.controlSocket(), entries);
    entries.put("machine", machine());
    entries.put("options", fileText(DEFAULTS));
    // Who owns the log's folder must not be able to have another file taken for it.
    entries.put(
        "log",
        settings
            .log()
            .map(file -> fileText(file, LinkOption.NOFOLLOW_LINKS))
            .orElseGet(SupportCommand::journal));
    try {
      write(archive, entries);
    } catch (FileAlreadyExistsException e) {
      err.println("vtepd: " + archive + ": exists; name another --output");
      return 1;
    } catch (IOException e) {
      err.println("vtepd: " + archive + ": can't be written: " + e.getMessage());
      return 1;
    }
    out.println(archive);
    silent.ifPresent(why -> err.println("vtepd: " + why + "; the rest is in the archive"));
    return silent.isPresent() ? EXIT_NO_DAEMON : 0;
  }

  /** Why the daemon did not answer; empty if it did. */
  private static Optional<String> ask(Path socket, Map<String, String> entries) {
    for (Map.Entry<String, List<String>> question : QUESTIONS.entrySet()) {
      List<String> words = question.getValue();
      try {
        String answer = ControlClient.ask(socket, words.getFirst(), words.subList(1, words.size()));
        entries.put(question.getKey(), answer);
      } catch (CommandException e) {
        entries.put(question.getKey(), "refused: " + e.getMessage());
      } catch (IOException e) {
        entries.put(question.getKey(), "no answer: " + e.getMessage());
        return Optional.of("no daemon answers on " + socket + ": " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static String machine() {
    StringBuilder text = new StringBuilder("vtepd " + Version.text() + "\n");
    for (String property :
        List.of("java.vendor", "java.version", "os.name", "os.version", "os.arch")) {
      text.append(property).append(' ').append(System.getProperty(property)).append('\n');
    }
    return text.append(fileText(Path.of("/etc/os-release"))).toString();
  }

  /** The end of a file, or why it can't be read. */
  private static String fileText(Path file, LinkOption... links) {
    if (!Files.isRegularFile(file, links)) {
      return file + " is no file\n";
    }
    Set<OpenOption> how = new HashSet<>(List.of(links));
    how.add(StandardOpenOption.READ);
    try (FileChannel channel = FileChannel.open(file, how)) {
      long from = Math.max(0, channel.size() - LOG_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
      while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
      return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    } catch (IOException e) {
      return file + " can't be read: " + e.getMessage() + "\n";
    }
  }

  /** A new file of mode 0600 from the first moment on. */
  private static void write(Path archive, Map<String, String> entries) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (OutputStream file = Channels.newOutputStream(Files.newByteChannel(archive, how, mode));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry("vtepd-support/" + entry.getKey() + ".txt"));
        zip.write(withoutSecrets(entry.getValue()).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
  }

  private static String withoutSecrets(String text) {
    return SECRET.matcher(text).replaceAll("(a private key was left out)");
  }

  /** systemd's log of the service. */
  private static String journal() {
    try {
      Process process =
          new ProcessBuilder("journalctl", "--unit=vtepd", "--lines=5000", "--no-pager")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      byte[] bytes = process.getInputStream().readNBytes(LOG_BYTES);
      process.destroy();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "no journal: " + e.getMessage() + "; --log-file names the daemon's log\n";
    }
  }
}
