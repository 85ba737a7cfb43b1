package io.vtepd.lab.run;

import io.vtepd.lab.host.LabPaths;
import io.vtepd.lab.topology.Host;
import io.vtepd.lab.topology.HostProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the logs to look at after a failure, with the last trouble that each tells. */
final class Logs {

  private static final Pattern TROUBLE = Pattern.compile("\\b(ERROR|ERR|EMER|WARN|Traceback)\\b");

  /** Logs are read whole; a lab's are small. */
  private static final long READ_LIMIT_BYTES = 16 << 20;

  private static final int LINE_LIMIT = 140;

  private Logs() {}

  static List<String> of(Path root, Lab lab) throws IOException {
    List<String> found = new ArrayList<>();
    for (Host.SwitchHost host : lab.plan().topology().switchHosts()) {
      for (HostProcess process : host.role().processes().reversed()) {
        for (String ending : List.of(".log", ".out")) {
          Path log = lab.paths().node(host.name()).resolve(process.program() + ending);
          String trouble = lastTrouble(log);
          boolean gateway = process == HostProcess.VTEPD || process == HostProcess.OVS_VTEP;
          if (!trouble.isEmpty() || (gateway && Files.exists(log) && Files.size(log) > 0)) {
            found.add(root.relativize(log) + (trouble.isEmpty() ? "" : " (last: " + trouble + ")"));
          }
        }
      }
    }
    for (Host.Controller host : lab.plan().topology().controllers()) {
      Path log = lab.paths().node(host.name()).resolve("controller.log");
      if (Files.exists(log)) {
        String trouble = lastTrouble(log);
        found.add(root.relativize(log) + (trouble.isEmpty() ? "" : " (last: " + trouble + ")"));
      }
    }
    found.add(root.relativize(LabPaths.runs(root)) + "/" + lab.paths().state().getFileName());
    return found;
  }

  private static String lastTrouble(Path log) throws IOException {
    if (!Files.exists(log) || Files.size(log) > READ_LIMIT_BYTES) {
      return "";
    }
    String text = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
    return text.lines()
        .filter(line -> TROUBLE.matcher(line).find())
        .reduce((_, last) -> last)
        .map(line -> line.length() > LINE_LIMIT ? line.substring(0, LINE_LIMIT) + ".." : line)
        .orElse("");
  }
}
