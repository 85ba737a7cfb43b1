/**
 * JSON of RFC 7047: a small tree that is read incrementally, a writer that appends bytes, and the
 * codecs between them and the typed values.
 *
 * <p>Reading makes a tree because members of an operation come in any order and errors must be told
 * in the original's order of precedence. {@link io.vtepd.ovsdb.json.JsonReader} cuts the tokens of
 * requests itself: they are mostly words that come again and again, which it does not make anew,
 * and so a tree costs a quarter less than from Jackson's non-blocking parser. Writing makes no
 * tree: it is the bulk of a server's work.
 */
package io.vtepd.ovsdb.json;
