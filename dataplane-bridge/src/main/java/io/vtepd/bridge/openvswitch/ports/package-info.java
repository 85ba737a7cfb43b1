/**
 * Ports of Open vSwitch, from its database: what is there, and what to change so that a bridge has
 * the tunnels that it shall have. Pure: a snapshot in, operations out. Only ports with {@code
 * external_ids:vtep-managed=true} are ever changed, and of a bridge nothing but them and {@code
 * fail_mode}.
 */
package io.vtepd.bridge.openvswitch.ports;
