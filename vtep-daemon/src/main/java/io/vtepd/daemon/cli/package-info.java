/**
 * The command line: from words to settings, or to a sentence about what is wrong with them.
 *
 * <p>Pure: opens no file and starts nothing; {@code app} does what an {@link
 * io.vtepd.daemon.cli.Invocation} says. Depends on Apache Commons CLI, whose types stay inside, and
 * on the value types of {@code manager}, {@code replication} and {@code tls}. Invariants: no option
 * is ignored, guessed or taken twice in silence; every command has {@code --help}; defaults stand
 * here and nowhere else.
 */
package io.vtepd.daemon.cli;
