/**
 * The same seeded requests to Debian's ovsdb-server and to ours; results, updates, their order and
 * the final contents must be equal, also after kill -9, and in the files that each reads of the
 * other. What differs on purpose is listed in {@code DIFFERENCES.md}, and in {@link
 * io.vtepd.tests.differential.Normal} what no comparison looks at.
 *
 * <p>Flow: a generator ({@code Random*}, {@code *Requests}, {@code SchemaEdits}, {@code Faults},
 * {@code WireCases}) makes what is asked from a seed; a stage ({@code Conversation}, {@code Stage},
 * {@code WireStage}) asks it of one server and gives what came; a run or a test does that with both
 * servers of a {@code ServerPair} and compares.
 *
 * <p>Invariants: a request is sent when everything that the one before brought about has come, so
 * that nothing depends on time; generators do not ask what the original dies of, and say so where
 * they do not.
 */
package io.vtepd.tests.differential;
