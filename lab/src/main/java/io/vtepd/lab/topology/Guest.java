package io.vtepd.lab.topology;

/**
 * A machine at a port of its host's switch.
 *
 * @param port the switch's end of the cable, also the name of the OVS port
 */
public record Guest(String name, String port, Ipv4Prefix ip, MacAddress mac) {}
