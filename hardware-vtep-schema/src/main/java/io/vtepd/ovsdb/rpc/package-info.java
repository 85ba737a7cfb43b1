/**
 * JSON-RPC 1.0 as OVSDB uses it (RFC 7047 section 4): messages, and the Netty handlers that cut
 * them out of a byte stream and put them into it. Opens no socket.
 */
package io.vtepd.ovsdb.rpc;
