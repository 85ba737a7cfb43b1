package io.vtepd.daemon.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.vtepd.daemon.monitor.UpdateMethod;
import io.vtepd.ovsdb.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedContentsTest {

  private final SharedContents contents = new SharedContents();
  private final AtomicLong counted = new AtomicLong();
  private final AtomicInteger woken = new AtomicInteger();

  private ContentsCursor cursor() {
    return new ContentsCursor(contents.retain(), counted::addAndGet, woken::incrementAndGet);
  }

  private void take(String text) {
    byte[] bytes = (text + "rest of the array").getBytes(StandardCharsets.US_ASCII);
    contents.take(bytes, text.length());
  }

  private static String readAll(ContentsCursor cursor) {
    StringBuilder text = new StringBuilder();
    while (cursor.hasNext()) {
      ByteBuf chunk = cursor.next();
      text.append(chunk.toString(StandardCharsets.US_ASCII));
      chunk.release();
    }
    return text.toString();
  }

  @Test
  void everyReaderGetsAllHoweverLateItComes() {
    ContentsCursor early = cursor();
    assertThat(readAll(early)).isEmpty();
    take("one");
    assertThat(readAll(early)).isEqualTo("one");
    ContentsCursor late = cursor();
    take("two");
    contents.complete();
    assertThat(readAll(early)).isEqualTo("two");
    assertThat(readAll(late)).isEqualTo("onetwo");
    assertThat(readAll(cursor())).isEqualTo("onetwo");
    assertThat(early.isAtEnd()).isTrue();
    assertThat(counted).hasValue(18);
  }

  @Test
  void wakesOnlyWhoFoundNothing() {
    ContentsCursor cursor = cursor();
    take("one");
    assertThat(woken).hasValue(0);
    assertThat(readAll(cursor)).isEqualTo("one");
    take("two");
    take("three");
    assertThat(woken).hasValue(1);
    assertThat(readAll(cursor)).isEqualTo("twothree");
    contents.complete();
    assertThat(woken).hasValue(2);
    assertThat(cursor.isAtEnd()).isTrue();
  }

  @Test
  void memoryIsGivenBackWhenTheLastOneIsDone() {
    ContentsCursor first = cursor();
    ContentsCursor second = cursor();
    take("one");
    contents.complete();
    contents.release();
    List<ByteBuf> sent = new ArrayList<>();
    sent.add(first.next());
    first.close();
    second.close();
    assertThat(sent.getFirst().refCnt()).isEqualTo(1);
    assertThat(sent.getFirst().toString(StandardCharsets.US_ASCII)).isEqualTo("one");
    assertThat(sent.getFirst().release()).isTrue();
  }

  @Test
  void aMessageThatIsNotSentHoldsNothing() {
    take("one");
    contents.complete();
    OutputQueue closed = new OutputQueue(new ServerTimes(ServerClock.system()));
    closed.close();
    ByteBuf chunk = contents.chunk(0);
    closed.add(new Outgoing.Contents(UpdateMethod.UPDATE, Json.of(1), contents.retain()));
    contents.release();
    assertThat(chunk.refCnt()).isEqualTo(1);
    assertThat(chunk.release()).isTrue();
  }
}
