/**
 * Commands and namespaces: what everything that touches the machine is made of. {@link
 * io.vtepd.lab.net.Plan} decides every name and address from the topology alone, so that a kept lab
 * can be found again; {@link io.vtepd.lab.net.Wiring} turns it into scripts of {@code ip}. Depends
 * on the topology package.
 */
package io.vtepd.lab.net;
