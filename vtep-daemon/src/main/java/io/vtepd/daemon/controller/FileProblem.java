package io.vtepd.daemon.controller;

import java.util.Objects;

/**
 * A fault of a file of networks.
 *
 * @param line from 1
 * @param column from 1
 * @param text what is wrong, and what to do
 */
public record FileProblem(String file, int line, int column, String text) {

  public FileProblem {
    Objects.requireNonNull(file);
    Objects.requireNonNull(text);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + text;
  }
}
