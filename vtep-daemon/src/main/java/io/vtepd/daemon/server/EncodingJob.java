package io.vtepd.daemon.server;

import io.vtepd.daemon.monitor.EncodedContents;
import java.util.Optional;

/** Work on an immutable snapshot that is done off the owner thread, and what follows it there. */
interface EncodingJob {

  /** On any thread. Empty if there is nothing to tell. */
  Optional<EncodedContents> encode();

  /** On the owner thread. */
  void onEncoded(Optional<EncodedContents> contents);

  /** On the owner thread, when encoding has failed. */
  void onFailed();
}
