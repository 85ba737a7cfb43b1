package io.vtepd.tests.bench;

/** The program behind {@code tests/bench/ovsdb}. */
public final class OvsdbBench {

  private OvsdbBench() {}

  /** Arguments: the project's folder, then the command's options. */
  public static void main(String[] words) {
    Bench.main(
        "ovsdb",
        Contender.ORIGINAL,
        words,
        options ->
            options.client()
                ? Rows.client(options.theirs())
                : Rows.parts(options.theirs(), options.ours()));
  }
}
