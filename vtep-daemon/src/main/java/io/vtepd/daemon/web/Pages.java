package io.vtepd.daemon.web;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Makes pages. */
@FunctionalInterface
public interface Pages {

  /**
   * Runs on an I/O thread: must not block.
   *
   * @param path as it was asked for, without a query
   * @return the page; empty if there is none of that path
   */
  Optional<CompletionStage<Page>> get(String path);
}
