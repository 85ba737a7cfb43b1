/**
 * What the tests drive: servers as processes, the original's and ours behind one interface, and a
 * bare JSON-RPC peer that sends any bytes. Everything started is ended by its own handle.
 */
package io.vtepd.tests.peer;
