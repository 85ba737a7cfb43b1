package io.vtepd.lab.topology;

/**
 * The addresses that a DHCP server gives away: those of a row, both ends included.
 *
 * @param from the first one
 * @param to the last one
 */
public record DhcpPool(String from, String to) {

  /** More than that one dnsmasq does not give away unless it is told to. */
  public static final int SIZE_LIMIT = 1000;
}
