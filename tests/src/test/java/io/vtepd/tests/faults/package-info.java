/**
 * What is left when processes are killed and disks fail, and what peers that are many or hostile
 * cost others: real processes, real file systems, real sockets. A {@link
 * io.vtepd.tests.faults.BesiegedServer} has a client that goes on with its work all the while, and
 * must hold no more in the end than before.
 */
package io.vtepd.tests.faults;
