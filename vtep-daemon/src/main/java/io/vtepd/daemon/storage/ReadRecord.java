package io.vtepd.daemon.storage;

import java.util.Objects;

/** What stands at one offset of a database file. */
sealed interface ReadRecord {

  /**
   * A record whose checksum is right; whether it is JSON is still to be seen.
   *
   * @param startOffset where its JSON begins
   * @param endOffset where the next record begins
   */
  record Good(long startOffset, long endOffset) implements ReadRecord {}

  /** The file ends here, between records. */
  record End() implements ReadRecord {}

  /**
   * What cannot be read.
   *
   * @param isWhole whether the checksum is right: then it was committed, and is not just torn
   */
  record Damaged(String reason, boolean isWhole) implements ReadRecord {
    public Damaged {
      Objects.requireNonNull(reason);
    }
  }
}
