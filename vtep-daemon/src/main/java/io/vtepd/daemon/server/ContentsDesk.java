package io.vtepd.daemon.server;

import io.vtepd.daemon.monitor.EncodedContents;
import io.vtepd.daemon.monitor.Monitor;
import io.vtepd.daemon.monitor.ShapeEncoder;
import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.monitor.MonitorShape;
import io.vtepd.ovsdb.table.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives new monitors their initial contents, encoded off the owner thread unless they are so small
 * that handing them over would take longer.
 *
 * <p>One encoding of a shape is under way at a time. Who asks while nothing that the shape shows
 * has changed since joins it; who asks later joins the next one, that begins when this one ends. So
 * any number of clients that come at once cost two encodings at most, and nobody gets contents that
 * are older than the request. What is encoded is sent while the encoding goes on.
 *
 * <pre>
 *   (none) --- request ---> Running --- encoded, nobody waits ---> (none)
 *                           |     ^
 *                  encoded, others wait
 * </pre>
 */
final class ContentsDesk {

  private record Key(Hosted hosted, MonitorShape shape) {}

  /** A request for a monitor that has no answer yet. */
  record Applicant(Session session, Json requestId, Monitor monitor) {}

  private final Map<Key, Encoding> encodings = new HashMap<>();
  private final Consumer<EncodingJob> executor;
  private final ServerCounters counters;

  /**
   * @param executor runs the job elsewhere and has its end come back to the owner thread
   */
  ContentsDesk(Consumer<EncodingJob> executor, ServerCounters counters) {
    this.executor = executor;
    this.counters = counters;
  }

  /** The session's further requests wait until it has its contents. */
  void request(Hosted hosted, Applicant applicant) {
    applicant.session.await();
    Key key = new Key(hosted, applicant.monitor.encoder().shape());
    Encoding running = encodings.get(key);
    if (running == null) {
      start(key, List.of(applicant));
    } else if (running.isCurrent()) {
      running.join(applicant);
      counters.count(ServerCounter.CONTENTS_SHARED);
    } else {
      running.later.add(applicant);
    }
  }

  private void start(Key key, List<Applicant> applicants) {
    Encoding encoding = new Encoding(key, applicants.getFirst().monitor.encoder());
    encodings.put(key, encoding);
    applicants.forEach(encoding::join);
    for (int i = 1; i < applicants.size(); i++) {
      counters.count(ServerCounter.CONTENTS_SHARED);
    }
    counters.count(ServerCounter.CONTENTS_ENCODED);
    if (encoding.encoder.isShort(encoding.snapshot)) {
      encoding.runNow();
    } else {
      executor.accept(encoding);
    }
  }

  /** One encoding and all who want it. */
  private final class Encoding implements EncodingJob {
    private final Key key;
    private final ShapeEncoder encoder;
    private final Snapshot snapshot;
    private final SharedContents contents = new SharedContents();
    private final List<Applicant> applicants = new ArrayList<>();
    private final List<Applicant> later = new ArrayList<>();

    Encoding(Key key, ShapeEncoder encoder) {
      this.key = key;
      this.encoder = encoder;
      this.snapshot = key.hosted.database().snapshot();
    }

    /** Whether the contents that are being encoded are those of now. */
    boolean isCurrent() {
      Snapshot now = key.hosted.database().snapshot();
      return key.shape.tables().stream()
          .allMatch(table -> snapshot.rows(table.table()) == now.rows(table.table()));
    }

    /** The applicant gets what is encoded; from now on commits are merged for it. */
    void join(Applicant applicant) {
      applicants.add(applicant);
      key.hosted.monitors().add(applicant.monitor);
      applicant.session.beginContents(
          new Outgoing.Contents(
              applicant.monitor.method(), applicant.requestId, contents.retain()));
    }

    void runNow() {
      try {
        onEncoded(encode());
      } catch (RuntimeException e) {
        onFailed();
        throw e;
      }
    }

    @Override
    public Optional<EncodedContents> encode() {
      encoder.contents(snapshot, contents);
      contents.complete();
      return Optional.empty();
    }

    @Override
    public void onEncoded(Optional<EncodedContents> nothing) {
      contents.release();
      applicants.forEach(applicant -> applicant.session.onContents(Optional.empty()));
      next();
    }

    /** They may have got the beginning already, so there is no way to tell them. */
    @Override
    public void onFailed() {
      contents.release();
      applicants.forEach(
          applicant -> applicant.session.port().cut("the contents could not be encoded"));
      next();
    }

    private void next() {
      encodings.remove(key);
      List<Applicant> waiting =
          later.stream().filter(applicant -> !applicant.session.isClosed()).toList();
      if (!waiting.isEmpty()) {
        start(key, waiting);
      }
    }
  }
}
