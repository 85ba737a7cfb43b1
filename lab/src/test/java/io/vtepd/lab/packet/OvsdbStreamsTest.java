package io.vtepd.lab.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.lab.capture.CapturePoint;
import io.vtepd.lab.capture.Sighting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OvsdbStreamsTest {

  private static final int SYN = 2;
  private static final int PUSH = 0x18;

  private final List<Sighting> sightings = new ArrayList<>();

  private void take(boolean back, int flags, int sequence, String text) {
    var bytes = Bytes.of(Bytes.segment(back, flags, sequence, text));
    sightings.add(
        new Sighting(
            new CapturePoint("internet", "p1", "tcp"), sightings.size(), bytes, bytes.limit()));
  }

  private List<String> labels() {
    return OvsdbStreams.read(sightings).stream().map(OvsdbMessage::label).toList();
  }

  @Test
  void messagesAreFoundAcrossSegmentsAndTwiceSeenOnesAreOne() {
    String one = "{\"id\":1,\"method\":\"transact\",\"params\":[\"hardware_vtep\",";
    String two =
        "{\"op\":\"insert\",\"table\":\"Logical_Switch\",\"row\":{\"name\":\"}\\\\\"}}]}"
            + "{\"id\":\"echo\",\"method\":\"echo\",\"params\":[]}";
    take(false, SYN, 99, "");
    take(false, PUSH, 100, one);
    take(false, PUSH, 100, one);
    take(false, PUSH, 100 + one.length(), two);
    take(true, PUSH, 5, "{\"id\":1,\"error\":null,\"result\":[{\"uuid\":[\"uuid\",\"x\"]}]}");
    assertThat(labels())
        .containsExactly("transact: insert Logical_Switch", "echo", "reply: 1 result");
    List<OvsdbMessage> messages = OvsdbStreams.read(sightings);
    assertThat(messages.getFirst().isRequestSide()).isTrue();
    assertThat(messages.getLast().isRequestSide()).isFalse();
    assertThat(messages).allMatch(message -> message.serverPort() == 6640 && !message.isTls());
  }

  @Test
  void aConnectionOnceEncryptedStaysSo() {
    take(false, SYN, 99, "");
    take(false, PUSH, 100, "\u0016\u0003\u0001hello");
    take(false, PUSH, 108, "{not json");
    take(false, PUSH, 117, "\u0017\u0003\u0003secret");
    assertThat(OvsdbStreams.read(sightings)).allMatch(OvsdbMessage::isTls);
    assertThat(labels())
        .containsExactly(
            "TLS handshake, 8 bytes", "TLS handshake, 9 bytes", "OVSDB in TLS, 9 bytes");
  }

  @Test
  void anErrorIsToldFromAResult() {
    take(true, PUSH, 5, "{\"id\":1,\"error\":null,\"result\":[{\"error\":\"timed out\"}]}");
    take(true, PUSH, 60, "");
    assertThat(labels()).containsExactly("refused: timed out");
  }
}
