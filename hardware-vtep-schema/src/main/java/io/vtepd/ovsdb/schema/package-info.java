/**
 * Database schemas of RFC 7047 section 3.2: base and column types with their constraints, tables,
 * and the parser and printer of the schema's JSON.
 *
 * <p>A {@link io.vtepd.ovsdb.schema.ColumnSchema} knows its place in its table's rows, so reading a
 * column of a row is an array access.
 */
package io.vtepd.ovsdb.schema;
