/**
 * Records frames at many interfaces of a lab at once: one thread an interface, each with a pcap4j
 * handle that was opened inside the interface's namespace. Keeps what a report can show and counts
 * the rest. Knows nothing of what frames mean. Depends on net and topology.
 */
package io.vtepd.lab.capture;
