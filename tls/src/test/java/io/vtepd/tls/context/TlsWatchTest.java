package io.vtepd.tls.context;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vtepd.tls.pki.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TlsWatchTest {
  private final Instant now = Instant.now();

  @TempDir Path directory;
  private final Logger logger = (Logger) LoggerFactory.getLogger(TlsWatch.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TestPki pki;

  @BeforeEach
  void begin() throws IOException {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    pki = new TestPki(directory, "ca", KeyKind.EC_P256);
    pki.issue("b");
  }

  @AfterEach
  void end() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  private List<String> lines(String event) {
    return log.list.stream()
        .map(ILoggingEvent::getFormattedMessage)
        .filter(line -> line.startsWith("event=" + event + " "))
        .toList();
  }

  /** As a renewal puts a file in the place of another. */
  private static void replace(Path from, Path to) throws IOException {
    Path beside = Files.copy(from, to.resolveSibling("renewed"));
    Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aChangeIsTakenWhenTheFilesHaveSettled() throws IOException {
    TlsContexts contexts = pki.contexts("a");
    TlsContext first = contexts.current();
    TlsWatch watch = new TlsWatch(contexts);
    watch.look(now);
    watch.look(now);
    assertThat(contexts.current()).isSameAs(first);
    replace(pki.key("b"), pki.key("a"));
    watch.look(now);
    replace(pki.certificate("b"), pki.certificate("a"));
    watch.look(now);
    assertThat(contexts.current()).isSameAs(first);
    watch.look(now);
    assertThat(contexts.current().certificate()).isNotEqualTo(first.certificate());
    assertThat(lines("tls-reload-failed")).isEmpty();
    assertThat(lines("tls-reloaded")).hasSize(1);
  }

  @Test
  void aBadFileKeepsTheOldOneAndIsToldOnce() throws IOException {
    TlsContexts contexts = pki.contexts("a");
    TlsContext first = contexts.current();
    TlsWatch watch = new TlsWatch(contexts);
    Files.writeString(pki.certificate("a"), "no certificate");
    for (int look = 0; look < 5; look++) {
      watch.look(now);
    }
    assertThat(contexts.current()).isSameAs(first);
    assertThat(lines("tls-reload-failed"))
        .singleElement()
        .asString()
        .contains("holds no certificate and no PEM block at all")
        .endsWith(" in-use=old");
    replace(pki.key("b"), pki.key("a"));
    replace(pki.certificate("b"), pki.certificate("a"));
    watch.look(now);
    watch.look(now);
    assertThat(contexts.current()).isNotSameAs(first);
  }

  @Test
  void whatEndsSoonIsWarnedOfOnceADay() throws IOException {
    TlsContexts contexts = pki.contexts("a");
    assertThat(contexts.current().expiries())
        .extracting(Expiry::use)
        .containsExactlyInAnyOrder(Expiry.Use.OWN, Expiry.Use.CA);
    TlsWatch watch = new TlsWatch(contexts);
    watch.look(now);
    watch.look(now.plus(Duration.ofHours(23)));
    assertThat(lines("certificate-expiring"))
        .hasSize(2)
        .anyMatch(line -> line.startsWith("event=certificate-expiring days=0 use=own file="));
    watch.look(now.plus(Duration.ofHours(25)));
    assertThat(lines("certificate-expiring"))
        .hasSize(4)
        .anyMatch(line -> line.startsWith("event=certificate-expiring days=-1 use=own file="));
  }
}
