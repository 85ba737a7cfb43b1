package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.JsonCursor;
import io.vtepd.ovsdb.json.JsonSyntaxException;
import io.vtepd.ovsdb.table.Snapshot;
import io.vtepd.ovsdb.value.OvsdbException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The commits of a file up to its end or its first damage.
 *
 * @param firstEndOffset where the first commit ends
 * @param endOffset where the last good commit ends
 * @param damage why reading ended there; empty at the end of the file
 */
record Replay(
    Snapshot contents, long firstEndOffset, long endOffset, Optional<ReadRecord.Damaged> damage) {

  Replay {
    Objects.requireNonNull(contents);
    Objects.requireNonNull(damage);
  }

  static Replay run(RecordReader reader, long startOffset, Snapshot start, RandomGenerator versions)
      throws IOException {
    CommitReader commits = new CommitReader(start.schema(), versions);
    Snapshot contents = start;
    long firstEnd = startOffset;
    long offset = startOffset;
    while (true) {
      switch (reader.read(offset)) {
        case ReadRecord.End end -> {
          return new Replay(contents, firstEnd, offset, Optional.empty());
        }
        case ReadRecord.Damaged damaged -> {
          return new Replay(contents, firstEnd, offset, Optional.of(damaged));
        }
        case ReadRecord.Good good -> {
          try (JsonCursor json = reader.open(good)) {
            contents = commits.apply(contents, json);
          } catch (OvsdbException | JsonSyntaxException e) {
            ReadRecord.Damaged damaged =
                new ReadRecord.Damaged("the record does not apply: " + e.getMessage(), true);
            return new Replay(contents, firstEnd, offset, Optional.of(damaged));
          }
          firstEnd = offset == startOffset ? good.endOffset() : firstEnd;
          offset = good.endOffset();
        }
      }
    }
  }
}
