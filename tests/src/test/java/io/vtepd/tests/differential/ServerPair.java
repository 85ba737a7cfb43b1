package io.vtepd.tests.differential;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.tests.peer.Commands;
import io.vtepd.tests.peer.OvsdbProcess;
import io.vtepd.tests.peer.OvsdbProcess.Maker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's server and ours, each with databases of the same schemas. */
record ServerPair(OvsdbProcess original, OvsdbProcess ours) implements AutoCloseable {

  static ServerPair create(Path folder, List<Json> schemas) throws IOException {
    return new ServerPair(
        create(Maker.ORIGINAL, folder.resolve("original"), schemas),
        create(Maker.OURS, folder.resolve("ours"), schemas));
  }

  private static OvsdbProcess create(Maker maker, Path folder, List<Json> schemas)
      throws IOException {
    Files.createDirectories(folder);
    List<String> files = new ArrayList<>();
    for (Json schema : schemas.subList(1, schemas.size())) {
      files.add(createFile(folder, schema).toString());
    }
    Path first = createFile(folder, schemas.getFirst());
    return OvsdbProcess.serve(maker, folder, first, files.toArray(String[]::new));
  }

  /** An empty database, made by the original's tool: {@code NAME.db} in that folder. */
  private static Path createFile(Path folder, Json schema) throws IOException {
    String name = ((Json.Str) ((Json.Obj) schema).get("name").orElseThrow()).value();
    Path schemaFile = folder.resolve(name + ".ovsschema");
    Files.writeString(schemaFile, schema.toText());
    Path file = folder.resolve(name + ".db");
    Commands.run("ovsdb-tool", "create", file.toString(), schemaFile.toString());
    return file;
  }

  @Override
  public void close() throws IOException {
    try {
      ours.close();
    } finally {
      original.close();
    }
  }
}
