/**
 * The hardware_vtep database (vtep(5)) in types: its schema, names, and views of its rows.
 *
 * <p>{@link io.vtepd.vtep.VtepTables} finds the tables and columns of one database schema once and
 * checks that they have the types that the views assume; from then on {@code table.view(row)} wraps
 * a {@link io.vtepd.ovsdb.table.Row} and copies nothing, and reading a column is an array access
 * and a parse. A row can hold anything that its column type allows, so reading never throws:
 * columns with a meaning have sealed types with a case for the values that make no sense ({@link
 * io.vtepd.vtep.MacField}, {@link io.vtepd.vtep.IpField}, {@link io.vtepd.vtep.TunnelKey}).
 *
 * <p>Writers collect typed operations in a {@link io.vtepd.vtep.VtepTransaction}. Depends on the
 * {@code io.vtepd.ovsdb} value, schema, table, operation and json packages alone.
 */
package io.vtepd.vtep;
