package io.vtepd.daemon.transact;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import io.vtepd.ovsdb.schema.TableSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transcripts are what ovsdb-server does, so expectations cannot drift from it. */
@Tag("system")
class TranscriptDifferentialTest {

  @Test
  void ovsdbServerAnswersAsTheTranscriptsSay(@TempDir Path directory) throws Exception {
    try (ReferenceServer server = new ReferenceServer(directory, Transcript.schemaJson())) {
      for (String file : Transcript.FILES) {
        for (Transcript transcript : Transcript.read(file)) {
          server.transact(deleteEverything());
          replay(transcript, server);
        }
      }
    }
  }

  private static void replay(Transcript transcript, ReferenceServer server) throws IOException {
    TranscriptNormalizer normalizer = new TranscriptNormalizer(transcript);
    for (Transcript.Step step : transcript.steps()) {
      Json result = normalizer.normalize(server.transact(step.operations()), step.operations());
      assertThat(result.toText())
          .as("%s: %s", transcript.name(), step.operations().stream().map(Json::toText).toList())
          .isEqualTo(normalizer.normalize(step.result(), step.operations()).toText());
    }
  }

  private static List<Json> deleteEverything() throws IOException {
    List<Json> operations = new ArrayList<>();
    for (TableSchema table : Transcript.schema().tables()) {
      operations.add(
          JsonReader.parse("{\"op\":\"delete\",\"where\":[],\"table\":\"" + table.name() + "\"}"));
    }
    return operations;
  }
}
