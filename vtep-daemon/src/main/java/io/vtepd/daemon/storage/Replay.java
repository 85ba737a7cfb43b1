package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The commits of a file up to its end or its first damage.
 *
 * @param endOffset where the last good commit ends
 * @param damage why reading ended there; empty at the end of the file
 */
record Replay(Snapshot contents, long endOffset, Optional<ReadRecord.Damaged> damage) {

  Replay {
    Objects.requireNonNull(contents);
    Objects.requireNonNull(damage);
  }

  static Replay run(RecordReader reader, long startOffset, Snapshot start, RandomGenerator versions)
      throws IOException {
    CommitReader commits = new CommitReader(start.schema(), versions);
    Snapshot contents = start;
    long offset = startOffset;
    while (true) {
      switch (reader.read(offset)) {
        case ReadRecord.End end -> {
          return new Replay(contents, offset, Optional.empty());
        }
        case ReadRecord.Damaged damaged -> {
          return new Replay(contents, offset, Optional.of(damaged));
        }
        case ReadRecord.Good good -> {
          try {
            contents = commits.apply(contents, good.json());
          } catch (OvsdbException e) {
            ReadRecord.Damaged damaged =
                new ReadRecord.Damaged("the record does not apply: " + e.getMessage(), true);
            return new Replay(contents, offset, Optional.of(damaged));
          }
          offset = good.endOffset();
        }
      }
    }
  }
}
