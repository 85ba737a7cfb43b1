/**
 * OVSDB values: atoms, datums and errors (RFC 7047 section 3.1, 5.1).
 *
 * <p>Everything here is immutable and compares the way ovsdb-server compares. A {@link
 * io.vtepd.ovsdb.value.Datum} has one normal form: exactly one atom and no map is that {@link
 * io.vtepd.ovsdb.value.Atom} itself, so a scalar column costs one object, and {@code ["set",[x]]}
 * equals {@code x} by construction. Strings are bytes, short ones a number, for databases hold
 * millions.
 */
package io.vtepd.ovsdb.value;
