/**
 * The commands behind {@code lab/run}, {@code lab/down}, {@code lab/list} and {@code lab/status}:
 * options in, exit code out. Exit codes: 0 well, 1 failed, 2 bad input, 3 something missing, 130
 * interrupted. Depends on everything else; nothing depends on it.
 */
package io.vtepd.lab.cli;
