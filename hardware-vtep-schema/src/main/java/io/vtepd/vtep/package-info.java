/**
 * The hardware_vtep database (vtep(5)) in types: its schema, names, and views of its rows.
 *
 * <p>Views wrap {@link io.vtepd.ovsdb.table.Row}s and copy nothing.
 */
package io.vtepd.vtep;
