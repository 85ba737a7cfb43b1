package io.vtepd.bridge.openflow.message;

import io.vtepd.bridge.openflow.TableId;
import io.vtepd.bridge.openflow.match.Match;

/** A switch holds at most one flow with a given key; adding a second replaces the first. */
public record FlowKey(TableId table, int priority, Match match) {}
