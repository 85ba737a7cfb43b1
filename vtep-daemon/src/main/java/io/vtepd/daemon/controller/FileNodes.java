package io.vtepd.daemon.controller;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads JSON with the place of each value. People write these files: comments ({@code //}, {@code
 * #}, {@code /* *}{@code /}) and a comma behind the last item are allowed.
 */
final class FileNodes {

  private static final int DEPTH_LIMIT = 16;
  private static final int TEXT_LIMIT = 4_096;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_LIMIT)
                  .maxStringLength(TEXT_LIMIT)
                  .build())
          .build();

  private FileNodes() {}

  /** The value that a text holds. */
  static FileNode parse(String file, String text) throws NetworksException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        throw failure(file, null, "the file is empty. Begin with {\"format\": 1}.");
      }
      FileNode root = node(parser);
      if (parser.nextToken() != null) {
        throw failure(file, parser.currentTokenLocation(), "something follows the end. Remove it.");
      }
      return root;
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage().lines().findFirst().orElse("no JSON");
      throw failure(file, e.getLocation(), message + ". Mend the JSON there.");
    } catch (IOException e) {
      throw failure(file, null, e + ".");
    }
  }

  private static NetworksException failure(String file, JsonLocation at, String text) {
    int line = at == null ? 1 : Math.max(1, at.getLineNr());
    int column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new NetworksException(List.of(new FileProblem(file, line, column, text)));
  }

  private static FileNode node(JsonParser parser) throws IOException {
    JsonLocation at = parser.currentTokenLocation();
    int line = at.getLineNr();
    int column = at.getColumnNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> new FileNode.Obj(line, column, members(parser));
      case START_ARRAY -> new FileNode.Arr(line, column, items(parser));
      case VALUE_STRING -> new FileNode.Text(line, column, parser.getText());
      default -> new FileNode.Word(line, column, parser.getText());
    };
  }

  private static List<FileNode.Member> members(JsonParser parser) throws IOException {
    List<FileNode.Member> members = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      JsonLocation at = parser.currentTokenLocation();
      String name = parser.currentName();
      parser.nextToken();
      members.add(new FileNode.Member(at.getLineNr(), at.getColumnNr(), name, node(parser)));
    }
    return members;
  }

  private static List<FileNode> items(JsonParser parser) throws IOException {
    List<FileNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser));
    }
    return items;
  }
}
