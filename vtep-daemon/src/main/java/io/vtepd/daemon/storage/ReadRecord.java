package io.vtepd.daemon.storage;

import io.vtepd.ovsdb.json.Json;
import java.util.Objects;

/** What stands at one offset of a database file. */
sealed interface ReadRecord {

  /**
   * A record whose checksum is right.
   *
   * @param endOffset where the next one begins
   */
  record Good(Json.Obj json, long endOffset) implements ReadRecord {
    public Good {
      Objects.requireNonNull(json);
    }
  }

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
