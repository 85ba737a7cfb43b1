package io.vtepd.tests.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One kind of work that is measured. */
public interface Row {

  /** What {@code --only} calls it. */
  String name();

  String title();

  List<Metric> metrics();

  /** How often it is run for a median, if so many are asked for. */
  default int runs(int asked) {
    return asked;
  }

  /**
   * Starts a server and warms it up.
   *
   * @param ground where and how
   */
  Track open(Contender contender, Ground ground) throws IOException;

  /** What all rows share: where files go, and how large things are. */
  record Ground(Path folder, Path schema, boolean quick) {

    /** That many, or a small part of it. */
    public int scaled(int count) {
      return quick ? Math.max(1, count / 200) : count;
    }

    public Path folderOf(Contender contender) {
      return folder.resolve(contender.label().replace(' ', '-'));
    }
  }
}
