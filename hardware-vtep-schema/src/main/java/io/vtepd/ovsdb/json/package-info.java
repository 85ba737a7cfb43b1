/**
 * JSON of RFC 7047: a small tree that is read incrementally, a writer that appends bytes, and the
 * codecs between them and the typed values.
 *
 * <p>Reading makes a tree because members of an operation come in any order and errors must be told
 * in the original's order of precedence. {@link io.vtepd.ovsdb.json.JsonReader} cuts the tokens of
 * requests itself, for two reasons. Jackson's non-blocking parser (2.22) takes a member without a
 * value if a piece of input ends behind its colon, and a server must not guess. And a tree costs a
 * quarter less: requests are mostly words that come again and again, which are not made anew. A
 * property test holds it against Jackson's blocking parser, which {@link
 * io.vtepd.ovsdb.json.JsonCursor} reads files with. Writing makes no tree: it is the bulk of a
 * server's work.
 */
package io.vtepd.ovsdb.json;
