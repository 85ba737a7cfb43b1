/**
 * Fields, ranges of fields and matches, with their OXM and NXM encoding. Pure values; depends on
 * {@code wire}. Invariant: a {@link io.vtepd.bridge.openflow.match.Match} is in normal form, so
 * equal meaning is {@code equals}.
 */
package io.vtepd.bridge.openflow.match;
