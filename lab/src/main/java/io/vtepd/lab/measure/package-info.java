/**
 * {@code lab/measure}: throughput, loss and latency between two guests over several ways that take
 * turns; every result as a line of CSV, and charts of them. Depends on run for the lab and on
 * report for drawing.
 */
package io.vtepd.lab.measure;
