package io.vtepd.daemon.controller;

import java.util.List;
import java.util.stream.Collectors;

/** A file of networks that cannot be used; the message has a line for each fault. */
public final class NetworksException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<FileProblem> problems;

  NetworksException(List<FileProblem> problems) {
    super(problems.stream().map(FileProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All faults that were found, in the order of the file. */
  public List<FileProblem> problems() {
    return problems;
  }
}
