/**
 * What systemd wants to be told, sd_notify(3): that the daemon serves, how it stands, that it
 * lives.
 *
 * <p>Flow: {@code Supervisor} asks each part whether it lives, at a third of the watchdog's time ->
 * {@link io.vtepd.daemon.systemd.NotifySocket} sends one datagram to the address that systemd has
 * left in the environment. Knows nothing of databases; {@code app} says what the parts are.
 *
 * <p>Invariants: without {@code NOTIFY_SOCKET} nothing runs; a part that does not answer leaves the
 * watchdog unfed; a status never keeps the watchdog from being fed.
 */
package io.vtepd.daemon.systemd;
