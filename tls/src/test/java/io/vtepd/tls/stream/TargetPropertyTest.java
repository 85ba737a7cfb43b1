package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetPropertyTest {
  private static final int ROUND_COUNT = 2_000;
  private static final String ALPHABET = "abz019._-:[]%/ \u00e4sptclunix";

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void everyTargetSurvivesItsText() throws UnknownHostException {
    for (int round = 0; round < ROUND_COUNT; round++) {
      Target target = anyTarget();
      assertThat(Target.parse(target.toString())).as("seed %d", seed).isEqualTo(target);
    }
  }

  @Test
  void anyTextGivesATargetOrAClearError() {
    for (int round = 0; round < ROUND_COUNT; round++) {
      String text = anyText();
      try {
        Target target = Target.parse(text);
        assertThat(Target.parse(target.toString())).as("seed %d", seed).isEqualTo(target);
      } catch (IllegalArgumentException e) {
        assertThat(e).as("seed %d", seed).hasMessageStartingWith("target '" + text + "': ");
      }
    }
  }

  private Target anyTarget() throws UnknownHostException {
    int tcpPort = random.nextInt(65536);
    HostPort remote = new HostPort(anyHost(), Math.max(1, tcpPort));
    Optional<String> host = random.nextBoolean() ? Optional.of(anyHost()) : Optional.empty();
    return switch (random.nextInt(6)) {
      case 0 -> new Target.Ssl(remote);
      case 1 -> new Target.Tcp(remote);
      case 2 -> new Target.Unix("/run/" + random.nextInt());
      case 3 -> new Target.Pssl(tcpPort, host);
      case 4 -> new Target.Ptcp(tcpPort, host);
      default -> new Target.Punix("relative-" + random.nextInt());
    };
  }

  private String anyHost() throws UnknownHostException {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    for (int i = random.nextInt(16); i < 16; i++) {
      bytes[random.nextInt(16)] = 0;
    }
    return switch (random.nextInt(4)) {
      case 0 -> (bytes[0] & 0xff) + "." + (bytes[1] & 0xff) + ".0." + (bytes[3] & 0xff);
      case 1 -> Inet6Address.getByAddress(null, bytes, -1).getHostAddress();
      case 2 -> "fe80::" + Integer.toHexString(bytes[2] & 0xff) + "%eth" + random.nextInt(9);
      default -> "host-" + random.nextInt(1_000) + ".Example.org";
    };
  }

  private String anyText() {
    String[] methods = {"ssl:", "tcp:", "unix:", "pssl:", "ptcp:", "punix:", ""};
    StringBuilder text = new StringBuilder(methods[random.nextInt(methods.length)]);
    for (int length = random.nextInt(12); length > 0; length--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }
}
