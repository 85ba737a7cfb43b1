package io.vtepd.tls.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "ssl:192.0.2.1,            ssl:192.0.2.1:6640",
    "ssl:192.0.2.1:6632,       ssl:192.0.2.1:6632",
    "ssl:[2001:DB8:0:0::1],    ssl:[2001:db8::1]:6640",
    "tcp:[::1]:1,              tcp:[::1]:1",
    "tcp:[fe80::1%eth0]:6640,  tcp:[fe80::1%eth0]:6640",
    "tcp:[::ffff:192.0.2.1]:1, tcp:[::ffff:c000:201]:1",
    "ssl:Controller-1.Example.org, ssl:controller-1.example.org:6640",
    "unix:/run/db.sock,        unix:/run/db.sock",
    "pssl:,                    pssl:6640",
    "pssl:0,                   pssl:0",
    "pssl:6632:192.0.2.1,      pssl:6632:192.0.2.1",
    "pssl::192.0.2.1,          pssl:6640:192.0.2.1",
    "ptcp:6640:[::],           ptcp:6640:[::]",
    "ptcp:6640:,               ptcp:6640",
    "punix:/run/db.sock,       punix:/run/db.sock",
  })
  void readsTheFormsOfOvsdbAndWritesOneSpelling(String text, String canonical) {
    Target target = Target.parse(text);
    assertThat(target).hasToString(canonical);
    assertThat(Target.parse(canonical)).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "'',                     unknown connection method",
    "ssl,                    the host is missing",
    "SSL:192.0.2.1,          unknown connection method",
    "http://192.0.2.1,       unknown connection method",
    "ssl:,                   the host is missing",
    "ssl::6640,              the host is missing",
    "ssl:192.0.2.1:,         port '' is not a number",
    "ssl:192.0.2.1:0,        port 0 can't be dialled",
    "ssl:192.0.2.1:65536,    port 65536 is not within 0 to 65535",
    "ssl:192.0.2.1:-1,       port '-1' is not a number",
    "ssl:192.0.2.1:6640:1,   more than one ':'",
    "ssl:2001:db8::1,        put an IPv6 address in brackets",
    "ssl:[2001:db8::1,       the ']' after the IPv6 address is missing",
    "ssl:[2001:db8::1]6640,  only ':' and a port may follow",
    "ssl:[192.0.2.1]:6640,   only an IPv6 address stands in brackets",
    "ssl:[::1%]:6640,        zone '' is not an interface name",
    "ssl:[1::2::3],          is not an IPv6 address",
    "ssl:300.1.1.1,          is not an IPv4 address",
    "ssl:1.2.3,              is not an IPv4 address",
    "ssl:a_b.-c,             neither an IP address nor a DNS name",
    "ssl:two words,          neither an IP address nor a DNS name",
    "pssl:192.0.2.1,         port '192.0.2.1' is not a number",
    "pssl:192.0.2.1:6640,    port '192.0.2.1' is not a number",
    "ptcp:6640:::,           more than one ':'",
    "ptcp:6640:a:1,          the port comes first",
    "unix:,                  file name is missing",
  })
  void saysWhatIsWrongAndWhatIsExpected(String text, String problem) {
    assertThatThrownBy(() -> Target.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("target '" + text + "': ")
        .hasMessageContaining(problem)
        .hasMessageContaining("expected ssl:HOST[:PORT]");
  }

  @Test
  void aSocketPathFitsTheSystem() {
    String longest = "/" + "d".repeat(Target.UNIX_PATH_LIMIT_BYTES - 1);
    assertThat(Target.parse("unix:" + longest)).isEqualTo(new Target.Unix(longest));
    assertThatThrownBy(() -> Target.parse("punix:" + longest + "d"))
        .hasMessageContaining("choose a shorter directory");
    assertThatThrownBy(() -> Target.parse("punix:/run/a\u0000b"))
        .hasMessageContaining("control character");
  }

  @Test
  void dialledAndListeningTargetsAreTold() {
    assertThat(Target.parseActive("tcp:192.0.2.1"))
        .isEqualTo(new Target.Tcp(new HostPort("192.0.2.1", 6640)));
    assertThat(Target.parsePassive("ptcp:1")).isEqualTo(new Target.Ptcp(1, Optional.empty()));
    assertThatThrownBy(() -> Target.parseActive("pssl:"))
        .hasMessage(
            "target 'pssl:' listens; give one to dial: ssl:HOST[:PORT], tcp:HOST[:PORT] or"
                + " unix:FILE");
    assertThatThrownBy(() -> Target.parsePassive("ssl:a")).hasMessageContaining("dials");
    assertThat(Target.parse("pssl:").isTls()).isTrue();
    assertThat(Target.parse("unix:a").isTls()).isFalse();
  }
}
