/**
 * The same seeded requests to Debian's ovsdb-server and to ours; results, updates, their order and
 * the final contents must be equal. What differs on purpose is listed in {@link
 * io.vtepd.tests.differential.Normal}.
 */
package io.vtepd.tests.differential;
