package io.vtepd.lab.measure;

import io.vtepd.lab.report.Markup;
import java.util.List;
import java.util.Map;

/** Results as RFC 4180 text. The columns are stable: new ones come at the end. */
final class CsvText {

  static final int FORMAT = 1;

  static final String HEAD =
      "format,time,scenario,round,order,variant,test,frame_bytes,direction,metric,value,unit,"
          + "seconds,error,cpu_pct,vtepd,ovs,kernel,cpus";

  private CsvText() {}

  /**
   * The text.
   *
   * @param time when the measurement began, ISO 8601
   * @param versions of what took part
   */
  static String of(List<Sample> samples, String time, Map<String, String> versions) {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    for (Sample sample : samples) {
      List<String> fields =
          List.of(
              Integer.toString(FORMAT),
              time,
              "measure",
              Integer.toString(sample.round()),
              Integer.toString(sample.order()),
              sample.variant().id(),
              sample.test(),
              sample.frameBytes().isPresent() ? "" + sample.frameBytes().getAsInt() : "",
              sample.direction(),
              sample.metric(),
              sample.value().isPresent() ? Markup.number(sample.value().getAsDouble()) : "",
              sample.unit(),
              Markup.number(sample.seconds()),
              sample.error(),
              Markup.number(sample.cpuPercent()),
              versions.getOrDefault("vtepd", ""),
              versions.getOrDefault("Open vSwitch", ""),
              versions.getOrDefault("kernel", ""),
              versions.getOrDefault("processors", ""));
      text.append(String.join(",", fields.stream().map(CsvText::quoted).toList())).append('\n');
    }
    return text.toString();
  }

  private static String quoted(String field) {
    String line = field.replaceAll("[\\r\\n]+", " ");
    return line.contains(",") || line.contains("\"")
        ? "\"" + line.replace("\"", "\"\"") + "\""
        : line;
  }
}
