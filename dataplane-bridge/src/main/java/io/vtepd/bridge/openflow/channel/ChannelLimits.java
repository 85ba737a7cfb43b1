package io.vtepd.bridge.openflow.channel;

/**
 * What may grow on a connection, and how far.
 *
 * @param outstandingRequests requests without an answer; a further one fails at once
 * @param multipartEntries entries of one assembled answer; beyond them the request fails
 * @param bundleChanges changes of one bundle; a larger one fails at once
 * @param bundleRounds how often {@link OpenFlowChannel#apply} repeats a bundle without what was
 *     refused, before it sends the changes one by one
 */
public record ChannelLimits(
    int outstandingRequests, int multipartEntries, int bundleChanges, int bundleRounds) {

  public static final ChannelLimits DEFAULT = new ChannelLimits(1_000, 2_000_000, 1_000_000, 20);
}
