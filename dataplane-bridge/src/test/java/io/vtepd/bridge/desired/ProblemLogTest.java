package io.vtepd.bridge.desired;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vtepd.ovsdb.value.Uuid;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProblemLogTest {

  private static final Uuid ROW = new Uuid(1, 1);

  private final Logger logger = (Logger) LoggerFactory.getLogger(ProblemLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
  }

  private List<String> told(Set<Problem> appeared, Set<Problem> solved) {
    ProblemLog.tell(
        new SwitchChange(
            ROW, "gw0", SwitchChange.Kind.CHANGED, List.of(), List.of(), appeared, solved));
    return lines.list.stream()
        .map(line -> line.getLevel() + " " + line.getFormattedMessage())
        .toList();
  }

  @Test
  void eachProblemHasItsKindAndItsEnd() {
    assertThat(
            told(
                Set.of(new Problem.UnservedAcl(ROW, "eth1\n2026 ERROR event=forged")),
                Set.of(new Problem.NoTunnelIp(ROW))))
        .containsExactly(
            "WARN event=problem bridge=gw0 text=\"port eth1\\n2026 ERROR event=forged:"
                + " acl_bindings are not served; no frame is filtered by them\" kind=unserved-acl",
            "INFO event=solved bridge=gw0 text=\"Physical_Switch "
                + ROW
                + ": no usable address in tunnel_ips; only local switching works\""
                + " kind=no-tunnel-ip");
  }

  @Test
  void aCommitThatIsWrongInManyRowsFillsNoLog() {
    Set<Problem> many =
        LongStream.range(5_000, 6_000)
            .mapToObj(vlan -> new Problem.InvalidVlan(ROW, "eth1", vlan))
            .collect(Collectors.toSet());
    assertThat(told(many, Set.of()))
        .hasSize(21)
        .endsWith("WARN event=problems bridge=gw0 appeared=1000 solved=0 shown=20");
  }
}
