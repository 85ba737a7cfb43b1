package io.vtepd.lab.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TreeReaderTest {

  private final Problems problems = new Problems();

  private Optional<Node> read(String text) throws IOException {
    return TreeReader.parse("x.yaml", text, problems);
  }

  private List<String> faults() {
    return problems.all().stream().map(Problem::toString).toList();
  }

  @Test
  void everyNodeKnowsItsLineAndColumn() throws IOException {
    Node.Mapping root = (Node.Mapping) read("a: 1\nb:\n  - {c: two}\n").orElseThrow();
    Node.Entry b = root.entries().get(1);
    assertThat(b.at()).isEqualTo(new Position("x.yaml", 2, 1));
    Node.Mapping item = (Node.Mapping) ((Node.Sequence) b.value()).items().getFirst();
    assertThat(item.at()).isEqualTo(new Position("x.yaml", 3, 5));
    assertThat(item.entries().getFirst().at()).isEqualTo(new Position("x.yaml", 3, 6));
    assertThat(item.entries().getFirst().value().at()).isEqualTo(new Position("x.yaml", 3, 9));
  }

  @Test
  void scalarsStayTextAsWritten() throws IOException {
    Node.Mapping root =
        (Node.Mapping) read("a: no\nb: on\nc: 0100\nd: 1.50\ne:\nf: '5'\n").orElseThrow();
    assertThat(root.entries().stream().map(entry -> ((Node.Scalar) entry.value()).text()))
        .containsExactly("no", "on", "0100", "1.50", "", "5");
  }

  @Test
  void anAliasIsRefusedWhereItStands() throws IOException {
    assertThat(read("a: &x 1\nb: *x\n")).isEmpty();
    assertThat(faults())
        .containsExactly("x.yaml:2:4: alias \"*x\" is not allowed. Write the value out.");
  }

  @Test
  void everyTabIsNamed() throws IOException {
    assertThat(read("a:\n\tb: 1\n  \tc: 2\n")).isEmpty();
    assertThat(faults())
        .containsExactly(
            "x.yaml:2:1: a tab in the indentation. Use spaces.",
            "x.yaml:3:3: a tab in the indentation. Use spaces.");
  }

  @Test
  void aSyntaxErrorHasItsPlace() throws IOException {
    assertThat(read("a: [1, 2\nb: 3\n")).isEmpty();
    assertThat(faults()).hasSize(1);
    assertThat(problems.all().getFirst().at().line()).isEqualTo(2);
  }

  @Test
  void anEmptyFileAndASecondDocumentAreFaults() throws IOException {
    assertThat(read("# nothing\n")).isEmpty();
    assertThat(read("a: 1\n---\nb: 2\n")).isEmpty();
    assertThat(faults())
        .containsExactly(
            "x.yaml:1:1: the file is empty. Begin with \"format: 1\".",
            "x.yaml:3:1: a second document begins. Keep one document in a file.");
  }

  @Test
  void deepNestingIsAFaultAndNotAStackOverflow() throws IOException {
    assertThat(read("[".repeat(200) + "]".repeat(200))).isEmpty();
    assertThat(faults()).hasSize(1).first().asString().contains("deeper than 32");
  }

  @Test
  void jsonPassesAsItIsWithTabs() throws IOException {
    Optional<Node> root = TreeReader.parse("x.json", "{\n\t\"a\": [1, true]\n}\n", problems);
    assertThat(root).isPresent();
    assertThat(faults()).isEmpty();
    Node.Entry entry = ((Node.Mapping) root.orElseThrow()).entries().getFirst();
    assertThat(entry.at()).isEqualTo(new Position("x.json", 2, 2));
  }
}
