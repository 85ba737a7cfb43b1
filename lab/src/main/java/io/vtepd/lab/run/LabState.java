package io.vtepd.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a kept lab was made from and how its run ended; written when it has ended, so that a lab
 * without this file is half-built.
 *
 * @param digest of all files that it was made from
 * @param failedStep empty when all steps held
 * @param endedAtMs when the run ended, since 1970
 */
public record LabState(
    String scenario,
    String digest,
    String failedStep,
    int stepsHeld,
    int steps,
    long endedAtMs,
    List<HostLine> hosts) {

  /**
   * A host with a switch, or a controller, for status.
   *
   * @param kind its kind in the topology
   * @param underlay its address there
   */
  public record HostLine(String name, String kind, String underlay, List<String> guests) {
    public HostLine {
      guests = List.copyOf(guests);
    }
  }

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public LabState {
    hosts = List.copyOf(hosts);
  }

  public boolean passed() {
    return failedStep.isEmpty();
  }

  /** Reads a state; nothing when there is none or it was cut short. */
  public static Optional<LabState> read(Path file) throws IOException {
    try {
      return Optional.of(MAPPER.readValue(Files.readAllBytes(file), LabState.class));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  public void write(Path file) throws IOException {
    Files.write(file, MAPPER.writeValueAsBytes(this));
  }
}
