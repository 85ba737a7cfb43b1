package io.vtepd.lab.yaml;

/** One fault of a file: where it is, what is wrong and what to do about it. */
public record Problem(Position at, String text) {

  @Override
  public String toString() {
    return at + ": " + text;
  }
}
