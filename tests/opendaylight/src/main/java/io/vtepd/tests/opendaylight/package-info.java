/**
 * A program that does with OpenDaylight's OVSDB library what OpenDaylight does with a hardware
 * VTEP, and prints what it sees. It has a process and a class path of its own, for the library
 * needs other major versions of Netty and Jackson than ours; nothing of vtepd is on it.
 */
package io.vtepd.tests.opendaylight;
