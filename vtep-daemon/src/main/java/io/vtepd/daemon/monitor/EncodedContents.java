package io.vtepd.daemon.monitor;

import java.util.List;

/**
 * JSON text in pieces, so that what is many megabytes long can be sent to many without a copy of
 * the whole for each.
 *
 * @param chunks must not be changed by anybody
 */
public record EncodedContents(List<byte[]> chunks, long byteCount) {

  public EncodedContents {
    chunks = List.copyOf(chunks);
  }

  /** Puts the pieces together. */
  public static EncodedContents of(List<byte[]> chunks) {
    return new EncodedContents(chunks, chunks.stream().mapToLong(chunk -> chunk.length).sum());
  }
}
