package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.json.JsonWriter;
import io.vtepd.ovsdb.json.OperationJson;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Prints everything: {@code --explain}. Of long transactions the first lines. */
public final class Explanation implements Narrator {

  private static final int SENTENCE_LIMIT = 30;
  private static final int OPERATION_LIMIT = 60;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final PrintStream out;
  private final InstantSource clock;

  public Explanation(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void heard(String vtep, String sentence) {
    line("<- " + vtep + ": " + sentence);
  }

  @Override
  public void sent(String vtep, Plan plan) {
    List<String> sentences = plan.sentences();
    sentences.stream()
        .limit(SENTENCE_LIMIT)
        .forEach(sentence -> line("-> " + vtep + ": " + sentence));
    rest(sentences.size() - SENTENCE_LIMIT, "sentences");
    plan.operations().stream()
        .limit(OPERATION_LIMIT)
        .forEach(operation -> {
          JsonWriter json = new JsonWriter();
          OperationJson.write(json, operation);
          out.println("     " + json);
        });
    rest(plan.operations().size() - OPERATION_LIMIT, "operations");
    out.flush();
  }

  private void rest(int count, String what) {
    if (count > 0) {
      out.println("     and " + count + " more " + what);
    }
  }

  @Override
  public void answered(String vtep, String outcome) {
    line("<- " + vtep + ": " + outcome);
  }

  private void line(String text) {
    out.println(TIME.format(clock.instant()) + " " + printable(text));
    out.flush();
  }

  /** Names come from the wire: no control characters on somebody's terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
