package io.vtepd.bridge.openflow.message;

/** A message that changes the switch's tables and may travel in a bundle. */
public sealed interface Change extends Message permits FlowMod, GroupMod {}
