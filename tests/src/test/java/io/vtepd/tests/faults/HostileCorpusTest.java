package io.vtepd.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.tests.e2e.Pki;
import io.vtepd.tests.faults.Corpus.Attack;
import io.vtepd.tests.faults.Corpus.Ending;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.FreePorts;
import io.vtepd.tests.peer.WebPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of {@code tests/corpus} goes to a running server, over TCP, over TLS after the
 * handshake and in place of it: each ends as the corpus' README says, another client is answered at
 * once, and nothing is left of it.
 */
@Tag("system")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCorpusTest {

  private static final String PASSWORD = "secret";
  private static final String CUT = "sessions_cut_input";
  private static final String HONEST_ANSWER = "\"id\":\"after\"";
  private static final byte[] HONEST =
      "{\"id\":\"after\",\"method\":\"echo\",\"params\":[]}".getBytes(StandardCharsets.UTF_8);
  private static final int ROUNDS = 200;

  private final long seed = Long.getLong("vtepd.seed", System.nanoTime());
  private BesiegedServer server;
  private WebPeer web;
  private Attacker plain;
  private Attacker afterHandshake;
  private Attacker beforeHandshake;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    List<Integer> ports = FreePorts.list(3);
    Pki pki = new Pki(folder.resolve("pki"), "authority");
    List<String> options = new ArrayList<>(pki.options("server"));
    options.add("--remote=ptcp:" + ports.get(0) + ":127.0.0.1");
    options.add("--remote=pssl:" + ports.get(1) + ":127.0.0.1");
    options.add("--web=127.0.0.1:" + ports.get(2));
    for (String schema : Corpus.SCHEMAS) {
      Path database = folder.resolve("database" + options.size());
      Path file = Corpus.root().resolve(schema);
      Commands.run("ovsdb-tool", "create", database.toString(), file.toString());
      options.add(database.toString());
    }
    server = BesiegedServer.start(folder, options.toArray(String[]::new));
    web = new WebPeer(ports.get(2));
    plain = Attacker.plain(ports.get(0));
    beforeHandshake = Attacker.plain(ports.get(1));
    afterHandshake = Attacker.withKeys(pki.keyStore("client", PASSWORD), PASSWORD, ports.get(1));
  }

  @AfterAll
  void stop() throws IOException {
    web.close();
    server.close();
  }

  @Test
  void eachAttackEndsAsTheReadmeSaysAndNothingIsLeftOfIt() throws IOException {
    long before = server.counted(CUT);
    int cut = 0;
    for (Attack attack : Corpus.all()) {
      for (Attacker attacker : List.of(plain, afterHandshake)) {
        assertThat(ending(attacker, attack)).as(attack.name()).isEqualTo(attack.ending());
        cut += attack.ending() == Ending.CUT ? 1 : 0;
        server.serveBystander();
      }
    }
    assertThat(server.counted(CUT)).isEqualTo(before + cut);
    assertThat(server.log())
        .doesNotContain("-bug ")
        .containsPattern("event=session-cut peer=ptcp:.* reason=")
        .containsPattern("event=session-cut peer=pssl:.* reason=");
    server.assertRecovered();
  }

  /** Only who waits for more is told that nothing more comes. */
  private static Ending ending(Attacker attacker, Attack attack) throws IOException {
    byte[] bytes = joined(attack.sent(), HONEST);
    boolean ends = attack.ending() == Ending.UNFINISHED;
    String answer = ends ? attacker.say(bytes) : attacker.say(bytes, HONEST_ANSWER);
    if (answer.contains(HONEST_ANSWER)) {
      return Ending.ANSWERED;
    }
    return ends ? Ending.UNFINISHED : Ending.CUT;
  }

  @Test
  void noneIsAHandshake() throws IOException {
    List<Attack> attacks = Corpus.all();
    long opened = server.counted("sessions_opened");
    long failed = failedHandshakes();
    for (Attack attack : attacks) {
      beforeHandshake.say(joined(attack.bytes(), HONEST));
      server.serveBystander();
    }
    Awaitility.await("failed handshakes")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(failedHandshakes()).isEqualTo(failed + attacks.size()));
    assertThat(server.log()).contains("event=tls-refused addr=127.0.0.1:");
    assertThat(server.counted("sessions_opened")).as("sessions").isEqualTo(opened);
    server.assertRecovered();
  }

  private long failedHandshakes() throws IOException {
    return web.page("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("vtepd_tls_failures_total{"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Test
  void mutatedTrafficHarmsItsOwnSessionOnly() throws IOException {
    System.out.println("HostileCorpusTest seed " + seed);
    Random random = new Random(seed);
    List<Attack> attacks = Corpus.all();
    for (int round = 0; round < ROUNDS; round++) {
      Attack attack = attacks.get(random.nextInt(attacks.size()));
      byte[] bytes = mutated(attack.sent(), random);
      (round % 4 == 0 ? afterHandshake : plain).say(joined(bytes, HONEST));
      if (round % 20 == 0) {
        server.serveBystander();
      }
    }
    assertThat(server.log()).as("seed %d", seed).doesNotContain("-bug ");
    server.assertRecovered();
  }

  /** The same with a few bytes changed, left out, or repeated, or with a piece of itself put in. */
  private static byte[] mutated(byte[] original, Random random) {
    byte[] bytes = original;
    for (int left = random.nextInt(1, 5); left > 0 && bytes.length > 0; left--) {
      int at = random.nextInt(bytes.length);
      int end = at + random.nextInt(1, 1 + Math.min(40, bytes.length - at));
      ByteArrayOutputStream next = new ByteArrayOutputStream();
      next.write(bytes, 0, at);
      switch (random.nextInt(4)) {
        case 0 -> next.write(random.nextInt());
        case 1 -> next.write("[]{}\",:\\0-e".charAt(random.nextInt(11)));
        case 2 -> next.write(bytes, at, end - at);
        default -> end = Math.min(bytes.length, at + random.nextInt(1, 4));
      }
      int rest = Math.min(random.nextBoolean() ? at : end, bytes.length);
      next.write(bytes, rest, bytes.length - rest);
      bytes = next.toByteArray();
    }
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
