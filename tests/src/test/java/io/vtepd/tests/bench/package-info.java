/**
 * Speed and size, side by side with another server: the program behind {@code tests/bench/ovsdb}.
 *
 * <p>Flow: {@link io.vtepd.tests.bench.Bench} takes each {@link io.vtepd.tests.bench.Row} of {@link
 * io.vtepd.tests.bench.Rows}; {@link io.vtepd.tests.bench.Contest} opens it as a {@link
 * io.vtepd.tests.bench.Track} on both contenders, which starts and warms a server each, and lets
 * them run in turns; {@link io.vtepd.tests.bench.Report} prints medians and ratios.
 *
 * <p>The client is a part of every figure, so it is kept cheap: requests are bytes before the clock
 * starts, replies are counted by {@link io.vtepd.tests.bench.ReplyScanner} and not parsed, one
 * thread serves all connections of a row. It depends on the JDK alone, so that it can be compiled
 * and started without a build.
 */
package io.vtepd.tests.bench;
