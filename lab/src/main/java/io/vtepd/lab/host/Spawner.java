package io.vtepd.lab.host;

import io.vtepd.lab.journal.Entry;
import io.vtepd.lab.journal.Journal;
import io.vtepd.lab.journal.OwnedProcess;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts processes that outlive the runner, and journals them. */
public final class Spawner {

  private final Journal journal;
  private final String token;

  /**
   * @param token goes into the environment of each process, so that even one that was started in
   *     the moment of a crash is found
   */
  public Spawner(Journal journal, String token) {
    this.journal = journal;
    this.token = token;
  }

  /** What every process of the lab has in its environment. */
  public Map<String, String> mark() {
    return Map.of(Journal.TOKEN_VARIABLE, token);
  }

  /** Starts a command in a namespace, in a session of its own; its output goes to a file. */
  public Process start(
      String owner,
      String program,
      Netns namespace,
      List<String> command,
      Map<String, String> environment,
      Path output)
      throws IOException, LabFailure {
    // Neither setsid nor ip forks here, so that the process has the number that we know.
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(namespace.enter(command));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    builder.environment().putAll(mark());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    Process process = builder.start();
    OwnedProcess owned =
        OwnedProcess.of(process.pid())
            .orElseThrow(
                () -> new LabFailure(program + " of " + owner + " ended at once, see " + output));
    journal.write(new Entry.ProcessMade(owner, program, owned));
    return process;
  }
}
