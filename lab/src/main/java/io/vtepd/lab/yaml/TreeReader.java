package io.vtepd.lab.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the tree of one YAML or JSON file from the parser's tokens. */
public final class TreeReader {

  /** Files are written by people: more than this is a mistake. */
  static final long FILE_LIMIT_BYTES = 1 << 20;

  /** Nesting allowed in a file. */
  static final int DEPTH_LIMIT = 32;

  private final String file;
  private final Problems problems;

  private TreeReader(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * Reads a file; a fault goes to {@code problems} and yields no tree, as no later check could be
   * trusted.
   */
  public static Optional<Node> read(Path path, Problems problems) throws IOException {
    String name = path.getFileName().toString();
    if (Files.size(path) > FILE_LIMIT_BYTES) {
      problems.add(new Position(name, 1, 1), "the file has more than 1 MiB. Split it.");
      return Optional.empty();
    }
    return parse(name, Files.readString(path), problems);
  }

  /** Reads text as if it stood in {@code file}, whose ending (.json or not) selects the syntax. */
  public static Optional<Node> parse(String file, String text, Problems problems)
      throws IOException {
    TreeReader reader = new TreeReader(file, problems);
    boolean json = file.endsWith(".json");
    if (!json && reader.reportTabs(text)) {
      return Optional.empty();
    }
    try (JsonParser parser = (json ? new JsonFactory() : new YAMLFactory()).createParser(text)) {
      return reader.document(parser);
    } catch (JsonProcessingException e) {
      problems.add(reader.position(e.getLocation()), firstLine(e.getOriginalMessage()));
      return Optional.empty();
    }
  }

  private Optional<Node> document(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      problems.add(new Position(file, 1, 1), "the file is empty. Begin with \"format: 1\".");
      return Optional.empty();
    }
    int before = problems.all().size();
    Node root = node(parser, 0);
    if (parser.nextToken() != null) {
      problems.add(here(parser), "a second document begins. Keep one document in a file.");
    }
    return problems.all().size() == before ? Optional.of(root) : Optional.empty();
  }

  private Node node(JsonParser parser, int depth) throws IOException {
    Position at = here(parser);
    if (depth > DEPTH_LIMIT) {
      throw new JsonParseException(
          parser, "nested deeper than " + DEPTH_LIMIT + " levels. Flatten it.");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      String alias = parser.getText();
      problems.add(at, "alias \"*" + alias + "\" is not allowed. Write the value out.");
    }
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(parser, at, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(parser, depth + 1));
      }
      return new Node.Sequence(at, items);
    }
    return new Node.Scalar(at, token == JsonToken.VALUE_NULL ? "" : parser.getText());
  }

  private Node mapping(JsonParser parser, Position at, int depth) throws IOException {
    List<Node.Entry> entries = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position keyAt = here(parser);
      String key = parser.currentName();
      parser.nextToken();
      entries.add(new Node.Entry(keyAt, key, node(parser, depth + 1)));
    }
    return new Node.Mapping(at, entries);
  }

  private boolean reportTabs(String text) {
    boolean found = false;
    int line = 0;
    for (String content : text.split("\n", -1)) {
      line++;
      int column = 0;
      while (column < content.length() && content.charAt(column) == ' ') {
        column++;
      }
      if (column < content.length() && content.charAt(column) == '\t') {
        problems.add(new Position(file, line, column + 1), "a tab in the indentation. Use spaces.");
        found = true;
      }
    }
    return found;
  }

  private Position here(JsonParser parser) {
    return position(parser.currentTokenLocation());
  }

  private Position position(JsonLocation location) {
    if (location == null) {
      return new Position(file, 1, 1);
    }
    return new Position(
        file, Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("cannot be read");
    return line.endsWith(".") ? line : line + ".";
  }
}
