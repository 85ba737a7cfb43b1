/**
 * Bytes of OpenFlow messages: a reader that checks every bound, padding and length fields, opaque
 * bytes. Depends on Netty's buffer only. Invariant: no length that the peer names makes a reader
 * leave its part or allocate more than the part holds.
 */
package io.vtepd.bridge.openflow.wire;
