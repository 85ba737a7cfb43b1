package io.vtepd.lab.run;

import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.journal.Entry;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.journal.OwnedProcess;
import io.vtepd.lab.journal.Removal;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is there of a lab now, known from its journal alone. */
public record Leftovers(LabPaths paths, List<Entry> entries) {

  public static Leftovers of(LabPaths paths) throws IOException {
    List<Entry> entries = Journal.read(paths.journal());
    return new Leftovers(paths, entries.isEmpty() ? Journal.read(paths.journalCopy()) : entries);
  }

  /** Labs of any project of this machine whose folder is gone, so that only the copy knows them. */
  public static List<Leftovers> stale() throws IOException {
    List<Leftovers> stale = new ArrayList<>();
    if (Files.isDirectory(LabPaths.MACHINE)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(LabPaths.MACHINE)) {
        for (Path folder : folders) {
          List<Entry> entries = Journal.read(folder.resolve("journal"));
          Optional<Entry.Home> home = Journal.home(entries);
          if (home.isPresent() && !home.get().builder().isAlive()) {
            String tag = folder.getFileName().toString();
            LabPaths paths = new LabPaths(home.get().state(), folder, tag);
            if (!Files.exists(paths.journal())) {
              stale.add(new Leftovers(paths, entries));
            }
          }
        }
      }
    }
    return stale;
  }

  /** Whether there is anything to remove. */
  public boolean exist() {
    return Files.isDirectory(paths.state()) || !entries.isEmpty();
  }

  /** Whether every process and namespace of the journal is still there, on this boot. */
  public boolean areWhole() throws IOException {
    String boot = Journal.boot();
    for (Entry entry : entries) {
      boolean gone =
          switch (entry) {
            case Entry.Opened opened -> !opened.boot().equals(boot);
            case Entry.NamespaceMade made -> {
              var inode = new Netns(made.name()).inode();
              yield inode.isEmpty() || inode.getAsLong() != made.inode();
            }
            case Entry.Home _, Entry.ProcessMade _ -> false;
            case Entry.NamespaceWanted _, Entry.DirectoryWanted _ -> false;
          };
      if (gone) {
        return false;
      }
    }
    for (OwnedProcess process : Journal.processes(entries).values()) {
      if (!process.isAlive()) {
        return false;
      }
    }
    return !entries.isEmpty();
  }

  /** Removes everything; returns what had to stay, and why. */
  public List<String> remove() throws IOException, InterruptedException, LabFailure {
    List<String> left = new Removal(entries).run();
    Removal.deleteTree(paths.state());
    Path parent = paths.sockets().getParent();
    try {
      Files.deleteIfExists(parent);
    } catch (DirectoryNotEmptyException e) {
      // Another lab is up: the folder is its, too.
      return left;
    }
    return left;
  }
}
