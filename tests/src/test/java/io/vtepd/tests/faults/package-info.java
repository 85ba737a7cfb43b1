/** What is left after processes are killed: real processes, real files. */
package io.vtepd.tests.faults;
