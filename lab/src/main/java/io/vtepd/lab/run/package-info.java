/**
 * A run from lock to summary: {@link io.vtepd.lab.run.Runner} locks the lab, removes what an
 * earlier run left, builds, carries the steps out one after the other ({@link
 * io.vtepd.lab.run.StepRunner}) and removes everything, or keeps it. What happens is told as {@link
 * io.vtepd.lab.run.RunEvent}s; only the outputs know how they look. Depends on all packages but
 * cli.
 */
package io.vtepd.lab.run;
