/**
 * Numbers for Prometheus: {@link io.vtepd.daemon.metrics.Metric} is the list of them, {@link
 * io.vtepd.daemon.metrics.Samples} one reading of them as text. Knows nothing that it counts.
 *
 * <p>Invariants: no metric has more than {@link io.vtepd.daemon.metrics.Samples#SERIES_LIMIT}
 * series, no label more than {@link io.vtepd.daemon.metrics.Samples#LABEL_LIMIT} characters,
 * whatever names come from the wire.
 */
package io.vtepd.daemon.metrics;
