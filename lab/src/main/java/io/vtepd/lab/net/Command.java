package io.vtepd.lab.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A command that ends by itself.
 *
 * @param environment added to our own
 * @param input what it reads
 * @param limit how long it may take
 */
public record Command(
    List<String> words, Map<String, String> environment, String input, Duration limit) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  public Command {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  public static Command of(String... words) {
    return new Command(List.of(words), Map.of(), "", LIMIT);
  }

  public static Command of(List<String> words) {
    return new Command(words, Map.of(), "", LIMIT);
  }

  public Command with(Map<String, String> more) {
    return new Command(words, more, input, limit);
  }

  public Command reading(String text) {
    return new Command(words, environment, text, limit);
  }

  public Command within(Duration time) {
    return new Command(words, environment, input, time);
  }

  /** Runs it, whatever its exit code. */
  public Completed run() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      FutureTask<String> out = reader(process.getInputStream());
      FutureTask<String> err = reader(process.getErrorStream());
      feed(process);
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        end(process);
        process.waitFor();
        return new Completed(
            124, "", words.getFirst() + " had not ended after " + limit.toSeconds() + " s");
      }
      return new Completed(process.exitValue(), out.get(), err.get());
    } catch (ExecutionException e) {
      throw new IOException("reading the output of " + words.getFirst(), e.getCause());
    } finally {
      end(process);
    }
  }

  /** Ends what still runs, with what it started: a shell's child would hold our pipes open. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Runs it; a failure of the command is a failure of the lab. */
  public Completed require() throws IOException, InterruptedException, LabFailure {
    Completed completed = run();
    if (!completed.succeeded()) {
      throw new LabFailure(
          String.join(" ", words)
              + " failed with "
              + completed.exit()
              + ": "
              + completed.lastLine());
    }
    return completed;
  }

  private void feed(Process process) throws IOException {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      if (process.isAlive() && !input.isEmpty()) {
        throw e;
      }
      // It ended without reading: its exit code says why.
    }
  }

  private static FutureTask<String> reader(InputStream stream) {
    FutureTask<String> task =
        new FutureTask<>(() -> new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    Thread.ofVirtual().start(task);
    return task;
  }
}
