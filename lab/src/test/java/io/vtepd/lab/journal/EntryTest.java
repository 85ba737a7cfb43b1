package io.vtepd.lab.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryTest {

  @TempDir private Path folder;

  @Test
  void whatWasWrittenIsReadAndATornLineIsNot() throws IOException {
    Path file = folder.resolve("journal");
    OwnedProcess first = new OwnedProcess(4711, 99);
    OwnedProcess second = new OwnedProcess(4712, 100);
    List<Entry> entries =
        List.of(
            new Entry.Opened("boot", "token"),
            new Entry.Home(Path.of("/home/me/vtepd/lab/.run/lesson02"), first),
            new Entry.NamespaceWanted("vl-red1"),
            new Entry.NamespaceMade("vl-red1", 4026531840L),
            new Entry.ProcessMade("server2", "vtepd", first),
            new Entry.ProcessMade("server2", "vtepd", second),
            new Entry.DirectoryWanted(Path.of("/run/with space")));
    try (Journal journal = Journal.open(file)) {
      for (Entry entry : entries) {
        journal.write(entry);
      }
    }
    Files.writeString(file, "process-made\tserver2\tvt", StandardOpenOption.APPEND);
    assertThat(Journal.read(file)).isEqualTo(entries);
    assertThat(Journal.processes(entries)).isEqualTo(Map.of("server2 vtepd", second));
    assertThat(Journal.token(entries)).contains("token");
  }

  @Test
  void aCopyHasWhatWasWrittenBeforeAndAfterAndStays() throws IOException {
    Path file = folder.resolve("journal");
    Path copy = folder.resolve("copy");
    List<Entry> entries = List.of(new Entry.Opened("b", "t"), new Entry.NamespaceWanted("vl-a"));
    try (Journal journal = Journal.open(file)) {
      journal.write(entries.getFirst());
      journal.copyTo(copy);
      Files.delete(file);
      journal.write(entries.getLast());
    }
    assertThat(Journal.read(copy)).isEqualTo(entries);
    assertThat(file).doesNotExist();
  }

  @Test
  void noJournalIsAnEmptyOne() throws IOException {
    assertThat(Journal.read(folder.resolve("none"))).isEmpty();
  }

  @Test
  void aProcessIsKnownByItsStart() throws IOException {
    OwnedProcess me = OwnedProcess.of(ProcessHandle.current().pid()).orElseThrow();
    assertThat(me.isAlive()).isTrue();
    assertThat(new OwnedProcess(me.pid(), me.startTicks() + 1).isAlive()).isFalse();
    assertThat(me.hasVariable("PATH", System.getenv("PATH"))).isTrue();
    assertThat(me.hasVariable("PATH", "else")).isFalse();
  }
}
