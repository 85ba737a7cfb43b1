package io.vtepd.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyScannerTest {

  private static final String REPLIES =
      "{\"id\":\"}{\\\"\\\\\",\"result\":[{\"details\\\"\":\"d234567\"}]} {\"a\":{}}{\"details\":1}";

  @Test
  void messagesAreCountedHoweverTheyAreSplit() {
    byte[] bytes = REPLIES.getBytes(StandardCharsets.UTF_8);
    for (int split = 0; split <= bytes.length; split++) {
      ReplyScanner scanner = new ReplyScanner();
      int ended = scanner.scan(ByteBuffer.wrap(bytes, 0, split));
      ended += scanner.scan(ByteBuffer.wrap(bytes, split, bytes.length - split));
      assertThat(ended).as("split at %d", split).isEqualTo(3);
    }
  }

  @Test
  void detailsOfAnErrorAreNoticed() {
    ReplyScanner scanner = new ReplyScanner();

    scanner.scan(ByteBuffer.wrap("{\"result\":[{\"uuid\":1}]}".getBytes(StandardCharsets.UTF_8)));
    assertThat(scanner.refusedCount()).isZero();

    scanner.scan(ByteBuffer.wrap("{\"details\":\"no\"}".getBytes(StandardCharsets.UTF_8)));
    assertThat(scanner.refusedCount()).isEqualTo(1);
  }

  @Test
  void theMarkIsFoundAtAnyPlace() {
    for (int length = 0; length < 100; length++) {
      ByteBuffer bytes = ByteBuffer.wrap("x".repeat(length).getBytes(StandardCharsets.UTF_8));
      assertThat(MarkSearch.isIn(bytes)).isFalse();
      for (int at = 0; at < length; at++) {
        bytes.put(at, Requests.MARK);
        assertThat(MarkSearch.isIn(bytes)).as("%d of %d", at, length).isTrue();
        bytes.put(at, (byte) 'x');
      }
    }
  }
}
