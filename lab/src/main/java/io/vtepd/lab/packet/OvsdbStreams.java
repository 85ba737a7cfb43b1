package io.vtepd.lab.packet;

import io.vtepd.lab.capture.Sighting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts TCP segments of the underlay together and tells the messages in them. */
public final class OvsdbStreams {

  /** Of one direction of a connection; what follows is not told. */
  static final int STREAM_LIMIT_BYTES = 4 << 20;

  private record Ends(String source, int sourcePort, String destination, int destinationPort) {
    Ends reversed() {
      return new Ends(destination, destinationPort, source, sourcePort);
    }
  }

  private static final class Stream {
    private long next = -1;
    private int bytes;
    private MessageReader reader = new MessageReader();
  }

  private final Map<Ends, Stream> streams = new HashMap<>();
  private final Set<Ends> clients = new HashSet<>();
  private final List<OvsdbMessage> messages = new ArrayList<>();

  private OvsdbStreams() {}

  /** The messages of all connections, in order of time. */
  public static List<OvsdbMessage> read(List<Sighting> sightings) {
    OvsdbStreams streams = new OvsdbStreams();
    for (Sighting sighting : sightings) {
      if (!sighting.point().filter().isEmpty()
          && Decoder.underlay(sighting.bytes()) instanceof Decoded.Segment segment) {
        streams.take(sighting.timeUs(), segment);
      }
    }
    return List.copyOf(streams.messages);
  }

  private void take(long timeUs, Decoded.Segment segment) {
    Ends ends =
        new Ends(
            segment.source(),
            segment.sourcePort(),
            segment.destination(),
            segment.destinationPort());
    Stream stream = streams.computeIfAbsent(ends, _ -> new Stream());
    if (segment.opens()) {
      boolean again = stream.next >= 0 && stream.bytes == 0;
      if (!again) {
        stream = new Stream();
        streams.put(ends, stream);
      }
      stream.next = segment.sequence() + 1 & 0xffff_ffffL;
      if (!clients.contains(ends.reversed())) {
        clients.add(ends);
      }
      return;
    }
    int length = segment.payload().remaining();
    // What was sent again, or is seen at a second point, is known already.
    if (length == 0 || (stream.next >= 0 && segment.sequence() != stream.next)) {
      return;
    }
    stream.next = segment.sequence() + length & 0xffff_ffffL;
    stream.bytes += length;
    if (stream.bytes <= STREAM_LIMIT_BYTES) {
      tell(timeUs, ends, stream.reader, segment.payload());
    }
  }

  private void tell(long timeUs, Ends ends, MessageReader reader, ByteBuffer payload) {
    boolean client = clients.contains(ends);
    int port = client ? ends.destinationPort() : ends.sourcePort();
    for (MessageReader.Message message : reader.read(payload)) {
      messages.add(
          new OvsdbMessage(
              timeUs,
              ends.source(),
              ends.destination(),
              port,
              client,
              message.isTls(),
              message.words().label(),
              message.words().kind(),
              message.text()));
    }
  }
}
