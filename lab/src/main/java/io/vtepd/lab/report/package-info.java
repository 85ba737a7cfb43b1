/**
 * A run as one HTML page: {@link io.vtepd.lab.report.Recorder} looks while the run goes on, {@link
 * io.vtepd.lab.report.RunRecord} is what it saw, the rest draws it and is pure: the same record
 * gives the same bytes. The page needs no network and no JavaScript. Depends on run, capture and
 * packet.
 */
package io.vtepd.lab.report;
