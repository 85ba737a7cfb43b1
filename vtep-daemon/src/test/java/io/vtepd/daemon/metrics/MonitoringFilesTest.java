package io.vtepd.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.vtepd.ovsdb.json.Json;
import io.vtepd.ovsdb.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard and the alarms ask for metrics that there are, by labels that they have. */
class MonitoringFilesTest {

  private static final Path FOLDER = Path.of("monitoring");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:vtepd|process|jvm)_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)[=!]~?=?\"");
  private static final Pattern GROUPING = Pattern.compile("by \\(([a-z_, ]+)\\)");
  private static final Pattern SHOWN = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?([a-z_]+) ?}}");

  /** What Prometheus itself adds, and the buckets of histograms. */
  private static final Set<String> ALWAYS = Set.of("instance", "job", "le");

  /** By its name in expressions: a histogram has three. */
  private static Map<String, Metric> series() {
    Map<String, Metric> all = new HashMap<>();
    for (Metric metric : Metric.values()) {
      if (metric.type() == Metric.Type.HISTOGRAM) {
        Stream.of("_bucket", "_sum", "_count").forEach(part -> all.put(metric.id() + part, metric));
      } else {
        all.put(metric.id(), metric);
      }
    }
    return all;
  }

  /** What one panel's line or one alarm asks, and the text that names labels of the answer. */
  private record Question(String expression, String shown) {}

  private static void requireAnswerable(Question question) {
    Set<String> labels = new TreeSet<>(ALWAYS);
    List<MatchResult> named = METRIC.matcher(question.expression()).results().toList();
    assertThat(named).as(question.expression()).isNotEmpty();
    for (MatchResult each : named) {
      Metric metric = series().get(each.group(1));
      assertThat(metric).as(each.group(1) + " in " + question.expression()).isNotNull();
      labels.addAll(metric.labels());
      if (each.group(2) != null) {
        assertThat(found(LABEL, each.group(2))).as(each.group()).isSubsetOf(metric.labels());
      }
    }
    for (String group : found(GROUPING, question.expression())) {
      assertThat(labels).as(question.expression()).contains(group.split(", ", -1));
    }
    assertThat(found(SHOWN, question.shown())).as(question.toString()).isSubsetOf(labels);
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static List<Question> panels(Json.Obj dashboard) {
    List<Question> all = new ArrayList<>();
    for (Json panel : ((Json.Arr) dashboard.get("panels").orElseThrow()).elements()) {
      Json targets = ((Json.Obj) panel).get("targets").orElse(Json.array());
      for (Json each : ((Json.Arr) targets).elements()) {
        Json.Obj target = (Json.Obj) each;
        all.add(new Question(text(target, "expr"), text(target, "legendFormat")));
      }
    }
    return all;
  }

  private static String text(Json.Obj object, String member) {
    return object.get(member).map(value -> ((Json.Str) value).value()).orElse("");
  }

  @Test
  void theDashboardNamesMetricsThatThereAre() throws Exception {
    String text = Files.readString(FOLDER.resolve("grafana-dashboard.json"));
    Json.Obj dashboard = (Json.Obj) JsonReader.parse(text);
    List<Question> panels = panels(dashboard);
    assertThat(panels).hasSizeGreaterThan(25);
    panels.forEach(MonitoringFilesTest::requireAnswerable);
  }

  @Test
  void theAlarmsNameMetricsThatThereAre() throws Exception {
    String alarms = Files.readString(FOLDER.resolve("prometheus-alarms.yaml"));
    List<Question> rules =
        Stream.of(alarms.split("- alert: ", -1))
            .skip(1)
            .map(rule -> rule.split("annotations:", -1))
            .map(parts -> new Question(parts[0].substring(parts[0].indexOf("expr:")), parts[1]))
            .toList();
    assertThat(rules).hasSize(6);
    rules.forEach(MonitoringFilesTest::requireAnswerable);
    Set<String> alarmed =
        rules.stream()
            .flatMap(rule -> found(METRIC, rule.expression()).stream())
            .collect(Collectors.toSet());
    assertThat(alarmed).contains(Metric.READY.id(), Metric.LIMIT_HITS.id(), Metric.TUNNEL_UP.id());
  }
}
