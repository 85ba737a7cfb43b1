package io.vtepd.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vtepd.lab.step.Expected;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowMatchTest {

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static Expected text(String text) {
    return new Expected.Text(text);
  }

  @Test
  void anAtomIsComparedByItsText() throws JsonProcessingException {
    assertThat(RowMatch.matches(text("100"), json("100"))).isTrue();
    assertThat(RowMatch.matches(text("red"), json("'red'"))).isTrue();
    assertThat(RowMatch.matches(text("a-b"), json("['uuid','a-b']"))).isTrue();
    assertThat(RowMatch.matches(text("100"), json("101"))).isFalse();
  }

  @Test
  void aSetOfOneIsItsAtomAndAnEmptySetIsNone() throws JsonProcessingException {
    assertThat(RowMatch.matches(text("5"), json("['set',[5]]"))).isTrue();
    assertThat(RowMatch.matches(text("5"), json("['set',[]]"))).isFalse();
    assertThat(RowMatch.matches(text("5"), json("['set',[5,6]]"))).isFalse();
    assertThat(RowMatch.matches(new Expected.Items(List.of()), json("['set',[]]"))).isTrue();
  }

  @Test
  void aListIsASetInAnyOrder() throws JsonProcessingException {
    Expected both = new Expected.Items(List.of(text("6"), text("5")));
    assertThat(RowMatch.matches(both, json("['set',[5,6]]"))).isTrue();
    assertThat(RowMatch.matches(both, json("['set',[5,6,7]]"))).isFalse();
  }

  @Test
  void aMappingNamesSomeOfTheMembers() throws JsonProcessingException {
    Expected enabled = new Expected.Members(Map.of("enable", text("true")));
    assertThat(RowMatch.matches(enabled, json("['map',[['enable','true'],['x','y']]]"))).isTrue();
    assertThat(RowMatch.matches(enabled, json("['map',[]]"))).isFalse();
    assertThat(RowMatch.matches(enabled, json("{'enable':true}"))).isTrue();
    assertThat(RowMatch.matches(text("true"), json("['map',[]]"))).isFalse();
  }

  @Test
  void aRowIsShownWithTheColumnsThatWereAskedFor() throws JsonProcessingException {
    Expected like = new Expected.Members(Map.of("vlan_bindings", text("x")));
    assertThat(RowMatch.show(json("{'vlan_bindings':['map',[[0,['uuid','u']]]],'n':1}"), like))
        .isEqualTo("{vlan_bindings: {0: u}}");
    assertThat(RowMatch.show(json("{'n':1}"), like)).isEqualTo("{vlan_bindings: none}");
  }
}
