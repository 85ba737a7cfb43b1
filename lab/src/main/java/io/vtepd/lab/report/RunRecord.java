package io.vtepd.lab.report;

import io.vtepd.lab.packet.Journey;
import io.vtepd.lab.packet.OvsdbMessage;
import io.vtepd.lab.run.DatabaseView;
import io.vtepd.lab.run.StepResult;
import io.vtepd.lab.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a report shows.
 *
 * @param command what repeats the run
 * @param startedUs microseconds since 1970
 * @param builtUs when the lab was up; 0 when it never was
 * @param trouble why the lab could not be built; empty when it was
 * @param steps those that ran
 * @param logs lines to look at after a failure
 * @param uncounted frames that were counted only
 * @param remarks what is missing in this report, and why
 * @param versions of what took part
 */
public record RunRecord(
    Scenario scenario,
    String command,
    long startedUs,
    long builtUs,
    long endedUs,
    String trouble,
    List<StepTime> steps,
    List<String> logs,
    List<Journey> journeys,
    List<OvsdbMessage> messages,
    long uncounted,
    List<HostEnd> hosts,
    List<String> remarks,
    Map<String, String> versions) {

  /** A step with its time; microseconds since 1970. */
  public record StepTime(int number, StepResult result, long beganUs, long endedUs) {}

  /**
   * What a host with a switch held before the first step and after the last.
   *
   * @param flows of its bridge, without counters
   */
  public record HostEnd(
      String host,
      DatabaseView tablesBefore,
      DatabaseView tables,
      List<String> flowsBefore,
      List<String> flows) {
    public HostEnd {
      flowsBefore = List.copyOf(flowsBefore);
      flows = List.copyOf(flows);
    }
  }

  public RunRecord {
    steps = List.copyOf(steps);
    logs = List.copyOf(logs);
    journeys = List.copyOf(journeys);
    messages = List.copyOf(messages);
    hosts = List.copyOf(hosts);
    remarks = List.copyOf(remarks);
    versions = new TreeMap<>(versions);
  }

  /** Steps that held. */
  public int held() {
    return (int) steps.stream().filter(step -> step.result().held()).count();
  }

  public boolean passed() {
    return trouble.isEmpty() && held() == scenario.steps().size();
  }
}
