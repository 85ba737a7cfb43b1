package io.vtepd.daemon.controller;

import io.vtepd.ovsdb.operation.CommitSink;
import io.vtepd.vtep.VtepSnapshot;
import java.util.List;
import java.util.Optional;

/** A VTEP that the controller has, or had, a connection to. Confined to the controller's thread. */
final class Vtep {

  private static final long FIRST_WAIT_MS = 250;
  private static final long LONGEST_WAIT_MS = 30_000;
  private static final int DOUBLINGS = 7;

  private final String name;
  private final CommitSink sink;
  private final boolean comesBack;
  private final Runnable closing;
  private Optional<VtepSnapshot> contents = Optional.empty();
  private Optional<VtepView> view = Optional.empty();
  private boolean connected;
  private boolean wasConnected;
  private boolean leaving;
  private boolean busy;
  private int leftOut;
  private List<String> obstacles = List.of();

  /** What was sent last, if nothing but the same is left to do since. */
  private List<String> lastSentences = List.of();

  private int repeats;
  private long notBeforeMs;

  /**
   * @param comesBack whether the same connection is made anew when it is lost
   */
  Vtep(String name, CommitSink sink, boolean comesBack, Runnable closing) {
    this.name = name;
    this.sink = sink;
    this.comesBack = comesBack;
    this.closing = closing;
  }

  /** How its connection is called. */
  String name() {
    return name;
  }

  CommitSink sink() {
    return sink;
  }

  /** Whether the same connection is made anew when it is lost. */
  boolean comesBack() {
    return comesBack;
  }

  /** What it said last does not count any more. */
  void forget() {
    view = Optional.empty();
    contents = Optional.empty();
  }

  /** Ends the connection. */
  void close() {
    closing.run();
  }

  /** What its database holds, or held when it was last heard of. */
  Optional<VtepSnapshot> contents() {
    return contents;
  }

  /** What of that others have to know; empty as long as nothing was heard. */
  Optional<VtepView> view() {
    return view;
  }

  void onContents(VtepSnapshot now, Optional<ViewReader.Reading> reading) {
    connected = true;
    wasConnected = true;
    contents = Optional.of(now);
    view = reading.map(ViewReader.Reading::view);
    leftOut = reading.map(ViewReader.Reading::leftOut).orElse(0);
  }

  /** Local stations that nobody is told of, since there are too many. */
  int leftOut() {
    return leftOut;
  }

  void onLost() {
    connected = false;
    wasConnected = true;
    busy = false;
  }

  /** Whether it was connected once, perhaps not any more. */
  boolean wasConnected() {
    return wasConnected;
  }

  boolean isConnected() {
    return connected;
  }

  /** All that is ours shall go from it, then the connection. */
  void leave() {
    leaving = true;
  }

  boolean isLeaving() {
    return leaving;
  }

  /** Whether a transaction is on its way. */
  boolean isBusy() {
    return busy;
  }

  void setBusy(boolean now) {
    busy = now;
  }

  /** Takes what cannot be done now; whether that is news. */
  boolean setObstacles(List<String> now) {
    boolean news = !now.equals(obstacles);
    obstacles = List.copyOf(now);
    return news;
  }

  List<String> obstacles() {
    return obstacles;
  }

  /** Nothing is left to do. */
  void settled() {
    lastSentences = List.of();
    repeats = 0;
  }

  /**
   * How long to wait before that is done, ms: a VTEP that refuses something, or does not keep it,
   * is not told the same again and again.
   */
  long waitMs(Plan plan, long nowMs) {
    return plan.sentences().equals(lastSentences) ? Math.max(0, notBeforeMs - nowMs) : 0;
  }

  /** That is on its way. */
  void sending(Plan plan, long nowMs) {
    repeats = plan.sentences().equals(lastSentences) ? repeats + 1 : 0;
    lastSentences = plan.sentences();
    notBeforeMs = nowMs + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(repeats, DOUBLINGS));
    busy = true;
  }

  /** How often the same was sent again. */
  int repeats() {
    return repeats;
  }
}
