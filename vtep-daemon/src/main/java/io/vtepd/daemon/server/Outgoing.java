package io.vtepd.daemon.server;

import io.vtepd.daemon.monitor.EncodedContents;
import io.vtepd.daemon.monitor.UpdateMethod;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.operation.OperationResult;
import io.vtepd.ovsdb.operation.TransactionResult;
import io.vtepd.ovsdb.rpc.JsonRpcMessage;
import java.util.Optional;

/** What the owner hands to a channel; it becomes bytes on the channel's I/O thread. */
sealed interface Outgoing {

  /** About how many bytes it becomes. */
  long estimatedBytes();

  /** It will not be sent: gives back what it holds. */
  default void release() {}

  /** The answer to a request that failed. */
  static Outgoing error(Json id, Json error) {
    return new Message(new JsonRpcMessage.ErrorReply(error, id));
  }

  /** Any small message. */
  record Message(JsonRpcMessage message) implements Outgoing {
    @Override
    public long estimatedBytes() {
      return 256;
    }
  }

  /**
   * The answer to {@code transact}.
   *
   * @param durableIn the database in which it must be on disk before it leaves; empty if none
   */
  record Transacted(Json id, TransactionResult result, Optional<String> durableIn)
      implements Outgoing {
    @Override
    public long estimatedBytes() {
      long bytes = 64;
      for (OperationResult element : result.results()) {
        bytes += element instanceof OperationResult.Rows rows ? rows.rows().size() * 256L : 64;
      }
      return bytes;
    }
  }

  /** An update notification; the table updates are shared with other sessions. */
  record Update(UpdateMethod method, Json monitorId, EncodedContents tableUpdates)
      implements Outgoing {
    @Override
    public long estimatedBytes() {
      return 64 + tableUpdates.byteCount();
    }
  }

  /**
   * The answer to one of the three monitor requests. Its bytes come as they are encoded, and count
   * when they are there.
   *
   * @param contents retained for this message
   */
  record Contents(UpdateMethod method, Json id, SharedContents contents) implements Outgoing {
    @Override
    public long estimatedBytes() {
      return 64;
    }

    @Override
    public void release() {
      contents.release();
    }
  }
}
