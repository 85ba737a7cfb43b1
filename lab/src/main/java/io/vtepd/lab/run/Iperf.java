package io.vtepd.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vtepd.lab.net.Await;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.net.Netns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs iperf3 between two guests: a server for each run, which ends with it. */
public final class Iperf {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int PORT = 5201;

  /** Ethernet, IPv4 and UDP around what is sent. */
  public static final int HEADER_BYTES = 42;

  /**
   * Who sends to whom.
   *
   * @param address of the receiver
   */
  public record Ends(String from, String to, String address) {}

  /** What a run brought, as the receiver saw it. */
  public record Outcome(double bitsPerSecond, double lossPercent) {}

  private final Lab lab;

  public Iperf(Lab lab) {
    this.lab = lab;
  }

  /** One stream of TCP, as fast as it goes. */
  public Outcome tcp(Ends ends, int seconds) throws IOException, InterruptedException, LabFailure {
    JsonNode end = run(ends, seconds, List.of());
    return new Outcome(end.path("sum_received").path("bits_per_second").asDouble(), 0);
  }

  /** Frames of that size, without their checksum, at that rate. */
  public Outcome udp(Ends ends, int seconds, int frameBytes, long bitsPerSecond)
      throws IOException, InterruptedException, LabFailure {
    int payload = frameBytes - HEADER_BYTES;
    JsonNode sum =
        run(
                ends,
                seconds,
                List.of("-u", "-b", Long.toString(bitsPerSecond), "-l", Integer.toString(payload)))
            .path("sum");
    double loss = sum.path("lost_percent").asDouble();
    double sent = sum.path("bits_per_second").asDouble();
    return new Outcome(sent * (1 - loss / 100), loss);
  }

  private JsonNode run(Ends ends, int seconds, List<String> more)
      throws IOException, InterruptedException, LabFailure {
    Netns receiver = lab.namespace(ends.to());
    ProcessBuilder server =
        new ProcessBuilder(
            receiver.enter(List.of("iperf3", "-s", "-1", "-B", ends.address(), "-p", "" + PORT)));
    server.environment().putAll(lab.environment(ends.to()));
    server.redirectErrorStream(true);
    server.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process listening = server.start();
    try {
      Await.ready(listening, START_LIMIT, "iperf3", () -> listens(listening));
      List<String> words =
          new ArrayList<>(
              List.of("iperf3", "-J", "-c", ends.address(), "-p", "" + PORT, "-t", "" + seconds));
      words.addAll(more);
      Completed client =
          Command.of(lab.namespace(ends.from()).enter(words))
              .with(lab.environment(ends.from()))
              .within(Duration.ofSeconds(seconds + 30L))
              .run();
      return end(client);
    } finally {
      // A server whose client never came waits for ever.
      listening.descendants().forEach(ProcessHandle::destroyForcibly);
      listening.destroyForcibly().waitFor();
    }
  }

  /** iperf3 ends with code 0 on errors, too: its answer tells. */
  private static JsonNode end(Completed client) throws LabFailure {
    JsonNode answer;
    try {
      answer = MAPPER.readTree(client.out());
    } catch (JsonProcessingException e) {
      throw new LabFailure("iperf3 ended with " + client.exit() + ": " + client.lastLine());
    }
    if (answer.has("error")) {
      throw new LabFailure("iperf3: " + answer.path("error").asText());
    }
    if (!answer.path("end").isObject() || answer.path("end").isEmpty()) {
      throw new LabFailure("iperf3 ended with " + client.exit() + " and no result");
    }
    return answer.path("end");
  }

  /** Whether somebody listens on the port, as the kernel tells for the process's namespace. */
  private static boolean listens(Process process) throws IOException {
    String port = ":%04X ".formatted(PORT);
    for (String table : List.of("net/tcp", "net/tcp6")) {
      Path file = Path.of("/proc", Long.toString(process.pid()), table);
      if (Files.exists(file)
          && Files.readAllLines(file).stream()
              .anyMatch(line -> line.contains(port) && line.contains(" 0A "))) {
        return true;
      }
    }
    return false;
  }
}
