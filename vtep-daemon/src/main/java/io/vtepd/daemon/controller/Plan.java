package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.operation.Operation;
import java.util.List;

/**
 * What makes a VTEP's database as it shall be, in one transaction.
 *
 * @param operations none if all is well
 * @param sentences what they do, in words
 * @param obstacles what cannot be done, why, and what to do about it
 */
public record Plan(List<Operation> operations, List<String> sentences, List<String> obstacles) {

  public Plan {
    operations = List.copyOf(operations);
    sentences = List.copyOf(sentences);
    obstacles = List.copyOf(obstacles);
  }
}
