/**
 * What an operator is shown: {@code vtepd show} and {@code vtepd check}.
 *
 * <p>Flow: {@link io.vtepd.daemon.view.Facts}, gathered by {@code app} from one snapshot of the
 * database and what the parts of the process tell -> a {@link io.vtepd.daemon.view.View} -> text or
 * JSON with the same fields. Pure.
 *
 * <p>Invariants: a view has {@link io.vtepd.daemon.view.View#limit} rows at most and says how many
 * it left out; names from the database are escaped.
 */
package io.vtepd.daemon.view;
