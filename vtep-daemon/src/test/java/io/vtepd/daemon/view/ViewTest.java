package io.vtepd.daemon.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViewTest {

  @Test
  void textAndJsonHaveTheSameFields() {
    View view =
        new View(10)
            .head("name", "web", "key", "5001")
            .table("rows", "port", "vlan")
            .row("eth1", "10")
            .row("eth100", "7")
            .trouble("port-fault eth1: mend it");
    assertThat(view.text())
        .isEqualTo(
            """
            name web  key 5001
            PORT    VLAN
            eth1    10
            eth100  7
            ! port-fault eth1: mend it
            """);
    assertThat(view.json().toText())
        .isEqualTo(
            "{\"facts\":[{\"name\":\"web\",\"key\":\"5001\"}],"
                + "\"rows\":[{\"port\":\"eth1\",\"vlan\":\"10\"},"
                + "{\"port\":\"eth100\",\"vlan\":\"7\"}],"
                + "\"troubles\":[\"port-fault eth1: mend it\"],\"left_out\":0}");
    assertThat(view.isTroubled()).isTrue();
  }

  @Test
  void namesCannotForgeLines() {
    View view = new View(10).table("rows", "name").row("a\n! forged\u001b[2J");
    assertThat(view.text()).isEqualTo("NAME\n\"a\\n! forged\\u001b[2J\"\n");
    assertThat(new View(10).trouble("x\n! forged").text().lines()).hasSize(1);
  }

  @Test
  void whatIsOverTheLimitIsCounted() {
    View view = new View(2).table("rows", "n").row("1").row("2").row("3");
    view.trouble("a").trouble("b").trouble("c");
    assertThat(view.text()).isEqualTo("N\n1\n2\n! a\n! b\n2 more are left out, see --limit\n");
  }
}
