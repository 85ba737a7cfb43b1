/**
 * A small network virtualization controller, for labs and tests: makes one LAN of each network in a
 * file, over all VTEPs that it has connections to.
 *
 * <p>Flow: commits of each VTEP -> {@code ViewReader} (what others have to know) -> {@code
 * Computation} (pure: networks and views -> what each VTEP shall be told) -> {@code Planner} (pure:
 * that and the VTEP's database -> one transaction and sentences) -> the VTEP's sink. All of it runs
 * on one thread, in rounds; {@link io.vtepd.daemon.controller.Controller} says when.
 *
 * <p>Invariants: what a VTEP is told is a function of the file, of what all VTEPs say, and of the
 * order in which they said it; rows that are not ours are never written ({@code Ownership} says
 * which are); one transaction a VTEP is under way at a time; nothing is kept on disk.
 */
package io.vtepd.daemon.controller;
