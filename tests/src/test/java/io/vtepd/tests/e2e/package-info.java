/**
 * Real clients and tools on our server: each scenario runs on the original's server, too, and what
 * people would see must be the same.
 */
package io.vtepd.tests.e2e;
