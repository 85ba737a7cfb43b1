/**
 * Actions and instructions, OpenFlow's and those of Nicira's that the pipeline needs (learn,
 * resubmit, clone, output to a field), with their encoding. Pure values; depends on {@code match}
 * and {@code wire}. Invariant: one meaning has one value; what is not known stays {@link
 * io.vtepd.bridge.openflow.action.Action.Opaque} and is written back as it came.
 */
package io.vtepd.bridge.openflow.action;
