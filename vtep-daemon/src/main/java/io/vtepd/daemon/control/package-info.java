/**
 * The control socket: {@code ovs-appctl -t SOCKET COMMAND [ARGUMENT]...} runs a command in the
 * daemon and prints its answer.
 *
 * <p>Flow: a JSON-RPC 1.0 request on the Unix socket [I/O thread] -> {@link
 * io.vtepd.daemon.control.CommandRegistry} checks name and number of arguments -> the command's
 * action, which hands long work to the thread that owns what it touches -> the reply. Knows no
 * command but {@code list-commands}; {@code app} registers the others.
 *
 * <p>Invariants: only the socket's owner gets in; a connection's requests are answered one by one,
 * in order; a failing command answers an error and ends nothing.
 */
package io.vtepd.daemon.control;
