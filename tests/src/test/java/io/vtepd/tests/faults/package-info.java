/** What is left when processes are killed and disks fail: real processes, real file systems. */
package io.vtepd.tests.faults;
