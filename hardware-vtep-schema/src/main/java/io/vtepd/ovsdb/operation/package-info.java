/**
 * The operations of a transaction (RFC 7047 section 5.2) as typed values: parsed once at the wire,
 * made directly by code in the same process, executed by the engine.
 */
package io.vtepd.ovsdb.operation;
