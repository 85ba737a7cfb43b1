package io.vtepd.lab.measure;

import io.vtepd.lab.host.Installation;
import io.vtepd.lab.net.LabFailure;
import io.vtepd.lab.report.PageFrame;
import io.vtepd.lab.report.ReportFolder;
import io.vtepd.lab.report.Versions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** A measurement from nothing to nothing, and what is written of it. */
public final class MeasureRun {

  private final Path root;
  private final Settings settings;
  private final Optional<Path> csv;
  private final Optional<ReportFolder> report;
  private final PrintStream out;

  public MeasureRun(
      Path root,
      Settings settings,
      Optional<Path> csv,
      Optional<ReportFolder> report,
      PrintStream out) {
    this.root = root;
    this.settings = settings;
    this.csv = csv;
    this.report = report;
    this.out = out;
  }

  /** Measures; returns whether every run brought a result. */
  public boolean run() throws IOException, InterruptedException, LabFailure {
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    say("build");
    Map<String, String> versions = Versions.of(new Installation(root).vtepd().toString());
    Measurement measured;
    try (MeasureLab lab = MeasureLab.build(root)) {
      measured = new Measurement(lab, settings, this::say);
      measured.run();
    }
    if (csv.isPresent()) {
      Files.writeString(csv.get(), CsvText.of(measured.samples(), time, versions));
      say("csv     " + csv.get());
    }
    if (report.isPresent()) {
      write(report.get(), new MeasurePage(measured, settings, time, versions));
    }
    Summary summary = new Summary(measured.samples());
    out.printf("%-24s", "median");
    for (Variant variant : Variant.values()) {
      out.printf(" %-15s", variant.id());
    }
    out.println();
    for (String series : summary.series("")) {
      StringBuilder line = new StringBuilder(String.format("%-24s", series));
      for (Variant variant : Variant.values()) {
        String cell = MeasurePage.cell(series, summary.values(series, variant));
        line.append(String.format(" %-15s", cell.replaceFirst(" \\(.*", "")));
      }
      out.println(line.toString().stripTrailing());
    }
    return measured.samples().stream().allMatch(each -> each.value().isPresent());
  }

  private void say(String what) {
    out.println("  " + what);
    out.flush();
  }

  private void write(ReportFolder folder, MeasurePage page)
      throws IOException, InterruptedException {
    say("report  " + folder.write("measure.html", page.html()));
    for (Map.Entry<String, String> chart : page.charts().entrySet()) {
      Path svg = folder.write(chart.getKey() + ".svg", PageFrame.picture(chart.getValue()));
      Optional<String> fault = ChartPainter.paint(svg, Charts.height(chart.getValue()));
      fault.ifPresent(why -> say("no " + chart.getKey() + ".png: " + why));
    }
  }
}
