package io.vtepd.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.step.Expectation;
import io.vtepd.lab.topology.Cable;
import io.vtepd.lab.topology.DhcpPool;
import io.vtepd.lab.topology.Guest;
import io.vtepd.lab.topology.HostProcess;
import io.vtepd.lab.topology.Need;
import io.vtepd.lab.topology.Role;
import io.vtepd.lab.topology.Tunnel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code lab/schema.json} tells editors what the readers take: it must not fall behind them. */
class SchemaTest {

  private final JsonNode definitions = read();

  private static JsonNode read() {
    try {
      return new ObjectMapper().readTree(Path.of("schema.json").toFile()).path("definitions");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> keys(String definition) {
    return List.copyOf(
        new TreeSet<>(
            definitions.path(definition).path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .toList()));
  }

  private static List<String> components(Class<? extends Record> type, String... but) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .filter(name -> !List.of(but).contains(name))
        .sorted()
        .toList();
  }

  private List<String> words(JsonNode property) {
    List<String> words = new ArrayList<>();
    property.path("enum").forEach(word -> words.add(word.asText()));
    return words;
  }

  @Test
  void aRecordsComponentsAreTheKeysOfItsDefinition() {
    Map<String, Class<? extends Record>> records =
        Map.ofEntries(
            Map.entry("flows", Action.Flows.class),
            Map.entry("transact", Action.Transact.class),
            Map.entry("ping", Action.Ping.class),
            Map.entry("iperf", Action.Iperf.class),
            Map.entry("exec", Action.Exec.class),
            Map.entry("kill", Action.Kill.class),
            Map.entry("start", Action.Start.class),
            Map.entry("link", Action.Link.class),
            Map.entry("controller", Action.Controller.class),
            Map.entry("dhcp", Action.Dhcp.class),
            Map.entry("move", Action.Move.class),
            Map.entry("view", Expectation.Seen.class),
            Map.entry("flowview", Expectation.Flows.class),
            Map.entry("dhcppool", DhcpPool.class),
            Map.entry("tunnel", Tunnel.class));
    records.forEach((name, type) -> assertThat(keys(name)).as(name).isEqualTo(components(type)));
    assertThat(keys("guest")).isEqualTo(components(Guest.class, "name"));
    assertThat(keys("underlay"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(components(Cable.class).stream(), Stream.of("ip", "via")).toList());
  }

  @Test
  void aStepHasEveryActionAndExpectEveryExpectation() {
    assertThat(keys("step"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(ActionReader.KEYS.stream(), Stream.of("id", "say", "expect", "save"))
                .toList());
    List<String> expectations =
        Arrays.stream(Expectation.class.getPermittedSubclasses())
            .map(type -> type.getSimpleName().toLowerCase(Locale.ROOT))
            .toList();
    assertThat(keys("expect"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(expectations.stream(), Stream.of("within")).toList());
  }

  @Test
  void wordsAreThoseOfTheEnums() {
    assertThat(words(definitions.at("/process"))).isEqualTo(HostProcess.programs());
    assertThat(words(definitions.at("/scenario/properties/needs"))).isEqualTo(Need.words());
    assertThat(words(definitions.at("/kill/properties/signal")))
        .isEqualTo(Arrays.stream(Action.Signal.values()).map(Enum::name).toList());
    List<String> kinds = new ArrayList<>(List.of("router", "controller"));
    Arrays.stream(Role.values()).map(Role::kind).forEach(kinds::add);
    assertThat(words(definitions.at("/host/properties/kind")))
        .containsExactlyInAnyOrderElementsOf(kinds);
  }
}
