package io.vtepd.lab.net;

/** What a command left: its exit code (124 when its time was over) and what it printed. */
public record Completed(int exit, String out, String err) {

  public boolean succeeded() {
    return exit == 0;
  }

  /** The last thing it said, standard error first; for messages. */
  public String lastLine() {
    String said = err.isBlank() ? out : err;
    return said.strip().lines().reduce((_, last) -> last).orElse("no output");
  }
}
