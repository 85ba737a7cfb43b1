package io.vtepd.lab.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vtepd.lab.host.Programs;
import io.vtepd.lab.net.Command;
import io.vtepd.lab.net.Completed;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.step.Action;
import io.vtepd.lab.topology.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sends a controller's request with the tools that the lesson uses, and reads the reply. */
final class Requests {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Lab lab;

  Requests(Lab lab) {
    this.lab = lab;
  }

  /** Sends a request; an error in the reply is a failure. */
  JsonNode send(Action.Transact transact, Map<String, String> saved, Duration limit)
      throws IOException, InterruptedException, LabFailure {
    String text = Files.readString(transact.file());
    for (Map.Entry<String, String> each : transact.replace().entrySet()) {
      String value = each.getValue();
      text = text.replace(each.getKey(), value.startsWith("$") ? saved(saved, value) : value);
    }
    Host.SwitchHost host = lab.plan().topology().switchHost(transact.host()).orElseThrow();
    String address = host.underlay().address();
    JsonNode reply =
        switch (transact.over()) {
          case TCP -> overTcp(transact, text, address, limit);
          case TLS -> overTls(transact, text, address, limit);
        };
    refuseErrors(reply);
    return reply;
  }

  private static String saved(Map<String, String> saved, String variable) throws LabFailure {
    String value = saved.get(variable.substring(1));
    if (value == null) {
      throw new LabFailure(variable + " was not saved, as its step did not hold");
    }
    return value;
  }

  /** As the lesson does: the pretty-printed file into nc, which then closes its half. */
  private JsonNode overTcp(Action.Transact transact, String text, String address, Duration limit)
      throws IOException, InterruptedException, LabFailure {
    String seconds = Long.toString(Math.max(1, limit.toSeconds()));
    Completed nc =
        Command.of(
                lab.namespace(transact.from())
                    .enter(
                        List.of(
                            "nc",
                            "-N",
                            "-w",
                            seconds,
                            address,
                            Integer.toString(Programs.TCP_PORT))))
            .with(lab.environment(transact.from()))
            .reading(text)
            .within(limit)
            .run();
    if (nc.out().isBlank()) {
      throw new LabFailure(
          "no reply from "
              + address
              + " port "
              + Programs.TCP_PORT
              + " (nc exit "
              + nc.exit()
              + ": "
              + nc.lastLine()
              + ")");
    }
    return parse(nc.out());
  }

  private JsonNode overTls(Action.Transact transact, String text, String address, Duration limit)
      throws IOException, InterruptedException, LabFailure {
    JsonNode request = parse(text);
    if (!request.path("method").asText().equals("transact")) {
      throw new LabFailure("over TLS only the method transact can be sent");
    }
    List<String> words =
        new ArrayList<>(List.of("ovsdb-client", "--timeout=" + Math.max(1, limit.toSeconds())));
    words.addAll(lab.keys().controllerOptions("controller"));
    words.add("transact");
    words.add("ssl:" + address + ":" + Programs.TLS_PORT);
    words.add(MAPPER.writeValueAsString(request.path("params")));
    Completed client =
        Command.of(lab.namespace(transact.from()).enter(words))
            .with(lab.environment(transact.from()))
            .within(limit.plusSeconds(1))
            .run();
    if (!client.succeeded()) {
      throw new LabFailure("ovsdb-client exit " + client.exit() + ": " + client.lastLine());
    }
    ObjectNode reply = MAPPER.createObjectNode();
    reply.set("result", parse(client.out()));
    return reply;
  }

  private static JsonNode parse(String text) throws LabFailure {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new LabFailure("no JSON: " + text.strip());
    }
  }

  private static void refuseErrors(JsonNode reply) throws LabFailure {
    JsonNode error = reply.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw new LabFailure("the request was refused: " + error);
    }
    for (JsonNode operation : reply.path("result")) {
      if (operation.path("error").isTextual()) {
        throw new LabFailure(
            "the transaction was refused: "
                + operation.path("error").asText()
                + ": "
                + operation.path("details").asText());
      }
    }
  }
}
